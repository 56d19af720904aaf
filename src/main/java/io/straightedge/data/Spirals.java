package io.straightedge.data;

import java.util.Random;
import java.util.Set;

/** Arms of a spiral in the plane, one class each, one and a half turns from the centre to radius 1. */
final class Spirals extends Generated {
    private static final int MAX_SAMPLES = 100_000;
    private static final int CLASSES = 2;
    private static final int MAX_CLASSES = 10;
    private static final double NOISE = 0.02;
    private static final double TURNS = 1.5;

    Spirals() {
        super("spirals");
    }

    @Override
    public DatasetEntry entry() {
        return new DatasetEntry(
                name(),
                "Spirals",
                "Arms of a spiral in the plane, " + TURNS + " turns each, one class an arm: classes " + CLASSES
                        + " and noise " + NOISE + " (standard deviation, per feature) unless given.",
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                2,
                CLASSES,
                0,
                MAX_SAMPLES);
    }

    @Override
    public Set<String> options() {
        return Set.of("classes", "noise");
    }

    @Override
    public void check(DatasetRequest request) {
        classes(request);
        Options.noise(request, NOISE);
    }

    @Override
    int classes(DatasetRequest request) {
        return Options.whole("classes", request.classes(), 2, MAX_CLASSES, CLASSES);
    }

    @Override
    String description(DatasetRequest request) {
        return "Spirals: " + classes(request) + " arms with noise of standard deviation "
                + Options.noise(request, NOISE);
    }

    @Override
    Samples samples(DatasetRequest request, int size, String part) {
        int classes = classes(request);
        double noise = Options.noise(request, NOISE);
        int[] labels = Draws.balancedLabels(size, classes, stream(request, "labels " + part));
        Random random = stream(request, "samples " + part);
        float[] raw = new float[2 * size];
        for (int i = 0; i < size; i++) {
            double radius = Math.sqrt(random.nextDouble()); // as dense outside as inside
            double angle = 2 * Math.PI * (TURNS * radius + (double) labels[i] / classes);
            raw[2 * i] = (float) (radius * StrictMath.cos(angle) + noise * random.nextGaussian());
            raw[2 * i + 1] = (float) (radius * StrictMath.sin(angle) + noise * random.nextGaussian());
        }
        return Samples.ofClasses(2, classes, raw, labels);
    }
}
