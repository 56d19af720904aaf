package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void numbersWithinTextAreOrderedByTheirValue() {
        List<String> ordered = List.of(
                "a",
                "a/b",
                "a/b_1",
                "layer",
                "layer_2/bias",
                "layer_02/weight",
                "layer_2/weight",
                "layer_10",
                "layer_10/bias",
                "layer_123456789012345678901",
                "layer_a",
                "x1y2",
                "x1y10",
                "x2");
        for (int seed = 0; seed < 50; seed++) {
            List<String> mixed = new ArrayList<>(ordered);
            Collections.shuffle(mixed, new Random(seed));
            mixed.sort(new NaturalOrder());
            assertThat(mixed).isEqualTo(ordered);
        }
    }
}
