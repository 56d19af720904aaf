package io.straightedge.data;

import java.util.Random;
import java.util.Set;

/** Two interleaving half circles in the plane, one class each. */
final class Moons extends Generated {
    private static final int MAX_SAMPLES = 100_000;
    private static final double NOISE = 0.1;

    Moons() {
        super("moons");
    }

    @Override
    public DatasetEntry entry() {
        return new DatasetEntry(
                name(),
                "Two moons",
                "Two interleaving half circles of radius 1 in the plane, one class each: noise " + NOISE
                        + " (standard deviation, per feature) unless given.",
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                2,
                2,
                0,
                MAX_SAMPLES);
    }

    @Override
    public Set<String> options() {
        return Set.of("noise");
    }

    @Override
    public void check(DatasetRequest request) {
        Options.noise(request, NOISE);
    }

    @Override
    int classes(DatasetRequest request) {
        return 2;
    }

    @Override
    String description(DatasetRequest request) {
        return "Moons: two half circles with noise of standard deviation " + Options.noise(request, NOISE);
    }

    @Override
    Samples samples(DatasetRequest request, int size, String part) {
        double noise = Options.noise(request, NOISE);
        int[] labels = Draws.balancedLabels(size, 2, stream(request, "labels " + part));
        Random random = stream(request, "samples " + part);
        float[] raw = new float[2 * size];
        for (int i = 0; i < size; i++) {
            double angle = Draws.uniform(0, Math.PI, random);
            boolean upper = labels[i] == 0;
            double x = upper ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
            double y = upper ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
            raw[2 * i] = (float) (x + noise * random.nextGaussian());
            raw[2 * i + 1] = (float) (y + noise * random.nextGaussian());
        }
        return Samples.ofClasses(2, 2, raw, labels);
    }
}
