package io.straightedge.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which samples train and which test: four fifths and one fifth.
 *
 * @param train indices, ascending
 * @param test indices, ascending
 */
record Split(int[] train, int[] test) {
    private static final int PARTS = 5;

    /** How many of so many samples test. */
    static int testSize(int samples) {
        return samples / PARTS;
    }

    /** Every fifth in the order of the file: a class that comes at every fifth place only would not train. */
    static Split everyFifth(int samples) {
        return of(samples, i -> i % PARTS == PARTS - 1);
    }

    /**
     * A fifth of each class tests, drawn by the seed: {@link #testSize} in all, shared by largest remainders. A class
     * keeps a sample to train on as long as others have more to give.
     *
     * @param labels class of each sample, below classes
     */
    static Split byClass(int[] labels, int classes, long seed) {
        int[] sizes = new int[classes];
        for (int label : labels) {
            sizes[label]++;
        }
        int[] shares = shares(sizes, testSize(labels.length));
        boolean[] tests = new boolean[labels.length];
        for (int c = 0; c < classes; c++) {
            int label = c;
            int[] members = IntStream.range(0, labels.length)
                    .filter(i -> labels[i] == label)
                    .toArray();
            for (int i : Draws.chooseFrom(members, shares[c], seed, "test part of class " + c)) {
                tests[i] = true;
            }
        }
        return of(labels.length, i -> tests[i]);
    }

    /** Whether every class of more than one sample is in both parts. */
    boolean mixes(int[] labels, int classes) {
        int[] trained = count(train, labels, classes);
        int[] tested = count(test, labels, classes);
        return IntStream.range(0, classes)
                .filter(c -> trained[c] + tested[c] > 1)
                .allMatch(c -> trained[c] > 0 && tested[c] > 0);
    }

    private static int[] count(int[] indices, int[] labels, int classes) {
        int[] counts = new int[classes];
        for (int i : indices) {
            counts[labels[i]]++;
        }
        return counts;
    }

    private static int[] shares(int[] sizes, int all) {
        int[] shares = new int[sizes.length];
        List<Integer> byRemainder = new ArrayList<>();
        int left = all;
        for (int c = 0; c < sizes.length; c++) {
            shares[c] = sizes[c] / PARTS;
            left -= shares[c];
            byRemainder.add(c);
        }
        byRemainder.sort(
                Comparator.comparingInt((Integer c) -> sizes[c] % PARTS).reversed());
        for (int kept = 1; kept >= 0; kept--) {
            for (boolean given = true; given && left > 0; ) {
                given = false;
                for (int c : byRemainder) {
                    if (left > 0 && sizes[c] - shares[c] > kept) {
                        shares[c]++;
                        left--;
                        given = true;
                    }
                }
            }
        }
        return shares;
    }

    private interface Tests {
        boolean test(int sample);
    }

    private static Split of(int samples, Tests tests) {
        return new Split(
                IntStream.range(0, samples).filter(i -> !tests.test(i)).toArray(),
                IntStream.range(0, samples).filter(tests::test).toArray());
    }
}
