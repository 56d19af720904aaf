package io.straightedge.data;

import java.util.Random;
import java.util.Set;

/**
 * Gaussian clusters, one per class. Centres have a norm of about 1 whatever the dimension, so that a
 * noise means about the same difficulty everywhere; each is the candidate farthest from the centres
 * before it (Mitchell's best candidate), so that in the plane, too, no two coincide.
 */
final class Clusters implements Source {
    private static final int TEST_SAMPLES = 1000;
    private static final int MAX_SAMPLES = 100_000;
    private static final int MAX_DIMENSION = 10_000;
    private static final int MAX_CLASSES = 100;
    /** Numbers in inputs and targets together: 200 MB of floats. */
    private static final long MAX_NUMBERS = 50_000_000;

    private static final int DIMENSION = 20;
    private static final int CLASSES = 4;
    private static final double NOISE = 0.4;
    private static final int CANDIDATES = 10;

    @Override
    public String name() {
        return "clusters";
    }

    @Override
    public DatasetEntry entry() {
        return new DatasetEntry(
                name(),
                "Gaussian clusters",
                "One Gaussian cluster per class around a random centre of norm about 1: dimension " + DIMENSION
                        + ", classes " + CLASSES + " and noise " + NOISE
                        + " (standard deviation within a cluster, per feature) unless given.",
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                DIMENSION,
                CLASSES,
                0,
                MAX_SAMPLES);
    }

    @Override
    public Set<String> options() {
        return Set.of("dimension", "classes", "noise");
    }

    @Override
    public void check(DatasetRequest request) {
        Options.noise(request, NOISE);
        int numbers = dimension(request) + classes(request);
        long most = MAX_NUMBERS / numbers;
        if (request.samples() > most) {
            throw new DatasetException(
                    "samples",
                    request.samples() + " is too many for " + Texts.count(dimension(request), "feature") + " and "
                            + classes(request) + " classes; use at most " + most);
        }
    }

    @Override
    public Dataset load(DatasetRequest request) {
        int dimension = dimension(request);
        int classes = classes(request);
        double noise = Options.noise(request, NOISE);
        double[][] centres = centres(dimension, classes, Draws.stream(request.seed(), "cluster centres"));
        return new Dataset(
                samples(centres, noise, request.samples(), request.seed(), "training"),
                samples(centres, noise, TEST_SAMPLES, request.seed(), "test"),
                Texts.classNames(classes),
                0,
                "Clusters: " + classes + " Gaussian clusters of standard deviation " + noise + " in "
                        + Texts.count(dimension, "dimension") + "; " + Texts.thousands(request.samples())
                        + " training and " + Texts.thousands(TEST_SAMPLES) + " test samples");
    }

    private static int dimension(DatasetRequest request) {
        return Options.whole("dimension", request.dimension(), 1, MAX_DIMENSION, DIMENSION);
    }

    private static int classes(DatasetRequest request) {
        return Options.whole("classes", request.classes(), 2, MAX_CLASSES, CLASSES);
    }

    private static double[][] centres(int dimension, int classes, Random random) {
        double[][] centres = new double[classes][];
        for (int c = 0; c < classes; c++) {
            double farthest = -1;
            for (int attempt = 0; attempt < CANDIDATES; attempt++) {
                double[] candidate = new double[dimension];
                for (int j = 0; j < dimension; j++) {
                    candidate[j] = random.nextGaussian() / Math.sqrt(dimension);
                }
                double distance = squaredDistanceToNearest(candidate, centres, c);
                if (distance > farthest) {
                    farthest = distance;
                    centres[c] = candidate;
                }
            }
        }
        return centres;
    }

    private static double squaredDistanceToNearest(double[] point, double[][] centres, int count) {
        double nearest = Double.MAX_VALUE;
        for (int c = 0; c < count; c++) {
            double squares = 0;
            for (int j = 0; j < point.length; j++) {
                double difference = point[j] - centres[c][j];
                squares += difference * difference;
            }
            nearest = Math.min(nearest, squares);
        }
        return nearest;
    }

    private static Samples samples(double[][] centres, double noise, int size, long seed, String part) {
        int dimension = centres[0].length;
        int[] labels = Draws.balancedLabels(size, centres.length, Draws.stream(seed, "cluster labels " + part));
        Random random = Draws.stream(seed, "cluster samples " + part);
        float[] raw = new float[size * dimension];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (centres[labels[i / dimension]][i % dimension] + noise * random.nextGaussian());
        }
        return Samples.ofClasses(dimension, centres.length, raw, labels);
    }
}
