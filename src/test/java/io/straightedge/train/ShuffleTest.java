package io.straightedge.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
    @Test
    void everyEpochCoversEverySampleOnce() {
        Shuffle shuffle = new Shuffle(23, 5, new ResumableRandom(3));
        List<List<Integer>> epochs = new ArrayList<>();
        for (int epoch = 0; epoch < 4; epoch++) {
            List<Integer> seen = new ArrayList<>();
            for (int size : new int[] {5, 5, 5, 5, 3}) {
                int[] batch = shuffle.next();
                assertThat(batch).hasSize(size);
                IntStream.of(batch).forEach(seen::add);
            }
            assertThat(seen)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 23).boxed().toList());
            epochs.add(seen);
        }
        assertThat(epochs).doesNotHaveDuplicates();
    }

    @Test
    void aBatchLargerThanTheDataIsTheWholeData() {
        Shuffle shuffle = new Shuffle(4, Integer.MAX_VALUE, new ResumableRandom(3));
        assertThat(shuffle.next()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(shuffle.next()).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    /** Sample 0 comes first in a quarter of the permutations; five standard deviations of that binomial count. */
    @Test
    void placesAreUniform() {
        Shuffle shuffle = new Shuffle(4, 4, new ResumableRandom(11));
        int trials = 4000;
        long first =
                IntStream.range(0, trials).filter(i -> shuffle.next()[0] == 0).count();
        assertThat((double) first).isBetween(1000 - 5 * Math.sqrt(750), 1000 + 5 * Math.sqrt(750));
    }
}
