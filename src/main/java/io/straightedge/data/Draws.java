package io.straightedge.data;

import java.util.Arrays;
import java.util.Random;

/**
 * Random draws decided by a seed. {@link Random} is used because its algorithms are part of its
 * specification: a seed means the same data on every Java release.
 */
final class Draws {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private Draws() {}

    /**
     * A stream for one purpose, independent of the streams for others, so that more draws for one
     * thing never change another.
     */
    static Random stream(long seed, String purpose) {
        return new Random(mix(mix(seed) + GOLDEN_RATIO * purpose.hashCode()));
    }

    /** Draws {@code count} of 0 … {@code from} − 1 without replacement; fewer draws are a prefix of more. */
    static int[] choose(int count, int from, Random random) {
        int[] all = new int[from];
        for (int i = 0; i < from; i++) {
            all[i] = i;
        }
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(from - i);
            chosen[i] = all[j];
            all[j] = all[i];
        }
        return chosen;
    }

    /** Draws {@code count} of these without replacement, by a stream of its own. */
    static int[] chooseFrom(int[] all, int count, long seed, String purpose) {
        return Arrays.stream(choose(count, all.length, stream(seed, purpose)))
                .map(i -> all[i])
                .toArray();
    }

    /** Classes in random order, every run of {@code classes} samples holding each class once. */
    static int[] balancedLabels(int size, int classes, Random random) {
        int[] labels = new int[size];
        for (int start = 0; start < size; start += classes) {
            int[] block = choose(classes, classes, random);
            System.arraycopy(block, 0, labels, start, Math.min(classes, size - start));
        }
        return labels;
    }

    static double uniform(double low, double high, Random random) {
        return low + (high - low) * random.nextDouble();
    }

    /** Stafford's variant 13 of the 64-bit finaliser: neighbouring seeds give unrelated streams. */
    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
