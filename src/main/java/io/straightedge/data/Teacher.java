package io.straightedge.data;

import java.util.Random;
import java.util.Set;

/**
 * Gaussian inputs labelled by a fixed random network: the class is the largest of the outputs of one hidden
 * ReLU layer. A student of that width can learn it perfectly.
 */
final class Teacher extends Generated {
    private static final int MAX_SAMPLES = 100_000;
    /** Numbers in inputs and targets together: 200 MB of floats. */
    private static final long MAX_NUMBERS = 50_000_000;

    private static final int DIMENSION = 20;
    private static final int MAX_DIMENSION = 10_000;
    private static final int CLASSES = 2;
    private static final int MAX_CLASSES = 100;
    private static final int UNITS = 10;

    Teacher() {
        super("teacher");
    }

    @Override
    public DatasetEntry entry() {
        return new DatasetEntry(
                name(),
                "Teacher network",
                "Gaussian inputs labelled by a random network of one hidden layer with " + UNITS
                        + " ReLU units: dimension " + DIMENSION + " and classes " + CLASSES + " unless given.",
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                DIMENSION,
                CLASSES,
                0,
                MAX_SAMPLES);
    }

    @Override
    public Set<String> options() {
        return Set.of("dimension", "classes");
    }

    @Override
    public void check(DatasetRequest request) {
        long most = MAX_NUMBERS / (dimension(request) + classes(request));
        if (request.samples() > most) {
            throw new DatasetException(
                    "samples",
                    request.samples() + " is too many for " + Texts.count(dimension(request), "feature") + " and "
                            + classes(request) + " classes; use at most " + most);
        }
    }

    @Override
    int classes(DatasetRequest request) {
        return Options.whole("classes", request.classes(), 2, MAX_CLASSES, CLASSES);
    }

    @Override
    String description(DatasetRequest request) {
        return "Teacher: " + classes(request) + " classes decided by " + UNITS + " ReLU units in "
                + Texts.count(dimension(request), "dimension");
    }

    @Override
    Samples samples(DatasetRequest request, int size, String part) {
        int dimension = dimension(request);
        int classes = classes(request);
        Random teacher = stream(request, "weights");
        double[][] hidden = gaussian(UNITS, dimension, teacher);
        double[][] outputs = gaussian(classes, UNITS, teacher);
        Random random = stream(request, "samples " + part);
        float[] raw = new float[size * dimension];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < dimension; j++) {
                raw[i * dimension + j] = (float) random.nextGaussian();
            }
            labels[i] = label(raw, i * dimension, hidden, outputs);
        }
        return Samples.ofClasses(dimension, classes, raw, labels);
    }

    private static int label(float[] raw, int start, double[][] hidden, double[][] outputs) {
        double[] activations = new double[UNITS];
        for (int u = 0; u < UNITS; u++) {
            for (int j = 0; j < hidden[u].length; j++) {
                activations[u] += hidden[u][j] * raw[start + j];
            }
            activations[u] = Math.max(0, activations[u]);
        }
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < outputs.length; c++) {
            double value = 0;
            for (int u = 0; u < UNITS; u++) {
                value += outputs[c][u] * activations[u];
            }
            if (value > largest) {
                largest = value;
                best = c;
            }
        }
        return best;
    }

    private static double[][] gaussian(int rows, int columns, Random random) {
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return values;
    }

    private static int dimension(DatasetRequest request) {
        return Options.whole("dimension", request.dimension(), 1, MAX_DIMENSION, DIMENSION);
    }
}
