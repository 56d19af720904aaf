package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
    @Test
    void aFifthOfEachClassTestsWhateverTheOrderOfTheFile() {
        int[] cyclic = IntStream.range(0, 100).map(i -> i % 5).toArray();
        int[] sorted = Arrays.stream(cyclic).sorted().toArray();
        for (int[] labels : new int[][] {cyclic, sorted}) {
            Split split = Split.byClass(labels, 5, 1);
            assertThat(counts(split.test(), labels, 5)).containsExactly(4, 4, 4, 4, 4);
            assertThat(counts(split.train(), labels, 5)).containsExactly(16, 16, 16, 16, 16);
        }
    }

    @Test
    void partsAreWholeAndApartAndClassesInProportion() {
        Random random = new Random(4);
        for (int trial = 0; trial < 200; trial++) {
            int classes = 2 + random.nextInt(20);
            int size = 10 + random.nextInt(300);
            int[] labels =
                    IntStream.range(0, size).map(i -> random.nextInt(classes)).toArray();
            Split split = Split.byClass(labels, classes, trial);
            assertThat(split.test()).hasSize(size / 5).doesNotContain(split.train());
            assertThat(split.train()).hasSize(size - size / 5);
            int[] all = counts(IntStream.range(0, size).toArray(), labels, classes);
            int[] test = counts(split.test(), labels, classes);
            if (Arrays.stream(all).filter(count -> count > 0).count() > split.train().length) {
                continue; // not every class can train
            }
            for (int c = 0; c < classes; c++) {
                assertThat(test[c]).isLessThan(Math.max(1, all[c]));
                assertThat(test[c]).isGreaterThanOrEqualTo(all[c] / 5);
            }
        }
    }

    @Test
    void theSeedDecides() {
        int[] labels = IntStream.range(0, 100).map(i -> i % 3).toArray();
        assertThat(Split.byClass(labels, 3, 1).test())
                .isEqualTo(Split.byClass(labels, 3, 1).test())
                .isNotEqualTo(Split.byClass(labels, 3, 2).test());
    }

    @Test
    void aClassOfOneSampleTrains() {
        int[] labels = new int[11];
        labels[4] = 1;
        labels[9] = 2;
        assertThat(Split.byClass(labels, 3, 1).train()).contains(4, 9);
    }

    private static int[] counts(int[] indices, int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int i : indices) {
            counts[labels[i]]++;
        }
        return counts;
    }
}
