package io.straightedge.data;

import java.util.Set;

/** Digits drawn by {@link Handwriting}: images like MNIST's, without a file. */
final class Digits implements Source {
    private static final int CLASSES = 10;
    private static final int MAX_SAMPLES = 60_000;
    private static final int TEST_SAMPLES = 1000;

    @Override
    public String name() {
        return "digits";
    }

    @Override
    public DatasetEntry entry() {
        return new DatasetEntry(
                name(),
                "Drawn digits",
                "Digits drawn by a generator with varying shape, slant, size, place and pen, 28 × 28 grey values;"
                        + " like MNIST, but needing no file.",
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                Ink.WIDTH * Ink.WIDTH,
                CLASSES,
                Ink.WIDTH,
                MAX_SAMPLES);
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Dataset load(DatasetRequest request) {
        return new Dataset(
                samples(request.samples(), request.seed(), "training"),
                samples(TEST_SAMPLES, request.seed(), "test"),
                Texts.classNames(CLASSES),
                Ink.WIDTH,
                "Drawn digits: " + Texts.thousands(request.samples()) + " training and " + Texts.thousands(TEST_SAMPLES)
                        + " test images, drawn by a generator");
    }

    private static Samples samples(int size, long seed, String part) {
        int[] labels = Draws.balancedLabels(size, CLASSES, Draws.stream(seed, "digit labels " + part));
        Handwriting handwriting = new Handwriting(Draws.stream(seed, "digit images " + part));
        int dimension = Ink.WIDTH * Ink.WIDTH;
        float[] raw = new float[size * dimension];
        for (int i = 0; i < size; i++) {
            Ink ink = new Ink();
            handwriting.write(labels[i], ink);
            ink.copyTo(raw, i * dimension);
        }
        return Samples.ofClasses(dimension, CLASSES, raw, labels);
    }
}
