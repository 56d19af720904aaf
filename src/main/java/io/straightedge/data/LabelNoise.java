package io.straightedge.data;

import java.util.Random;

/** Replaces some labels by classes drawn uniformly at random, the right one among them. */
final class LabelNoise {
    private LabelNoise() {}

    /** How many of {@code size} labels a fraction stands for. */
    static int count(double fraction, int size) {
        return (int) Math.round(fraction * size);
    }

    /** The samples with exactly {@link #count} labels drawn anew. */
    static Samples apply(Samples samples, double fraction, long seed) {
        Random random = Draws.stream(seed, "label noise");
        int[] labels = samples.labels().clone();
        for (int i : Draws.choose(count(fraction, labels.length), labels.length, random)) {
            labels[i] = random.nextInt(samples.outputs());
        }
        return samples.withLabels(labels);
    }
}
