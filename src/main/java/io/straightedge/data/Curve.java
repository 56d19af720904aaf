package io.straightedge.data;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * Regression of one value on one: y = f(x) + noise with x in [−1, 1]. Training inputs are spread, one
 * at random in each of n equal cells; the test samples are f itself on an even grid.
 */
final class Curve implements Source {
    private static final List<String> FUNCTIONS = List.of("sine", "step", "piecewise");
    private static final int MAX_SAMPLES = 10_000;
    private static final int TEST_SAMPLES = 200;
    private static final int PIECES = 6;
    private static final double NOISE = 0.05;

    @Override
    public String name() {
        return "curve";
    }

    @Override
    public DatasetEntry entry() {
        return new DatasetEntry(
                name(),
                "Curve",
                "One-dimensional regression y = f(x) + noise with x from -1 to 1: function " + FUNCTIONS.get(0)
                        + " (or " + String.join(", ", FUNCTIONS.subList(1, FUNCTIONS.size())) + ") and noise " + NOISE
                        + " (standard deviation) unless given.",
                DatasetEntry.Kind.REGRESSION,
                null,
                1,
                0,
                0,
                MAX_SAMPLES);
    }

    @Override
    public Set<String> options() {
        return Set.of("function", "noise");
    }

    @Override
    public void check(DatasetRequest request) {
        function(request);
        Options.noise(request, NOISE);
        if (request.labelNoise() > 0) {
            throw new DatasetException(
                    "labelNoise", request.labelNoise() + " needs classes, and curve has none; use 0, or set noise");
        }
        if (request.rescale()) {
            throw new DatasetException(
                    "rescale", "true would leave only the sign of a one-dimensional input; use false");
        }
    }

    @Override
    public Dataset load(DatasetRequest request) {
        String function = function(request);
        double noise = Options.noise(request, NOISE);
        DoubleUnaryOperator f = formula(function, request.seed());
        return new Dataset(
                training(f, request.samples(), noise, request.seed()),
                test(f),
                List.of("y"),
                0,
                "Curve: " + function + " with noise of standard deviation " + noise + " at "
                        + Texts.thousands(request.samples()) + " training samples; tested without noise on a grid of "
                        + TEST_SAMPLES);
    }

    private static String function(DatasetRequest request) {
        String function = request.function();
        if (function == null) {
            return FUNCTIONS.get(0);
        }
        if (!FUNCTIONS.contains(function)) {
            throw new DatasetException(
                    "function", "\"" + function + "\" is not known; use " + String.join(" or ", FUNCTIONS));
        }
        return function;
    }

    private static DoubleUnaryOperator formula(String function, long seed) {
        return switch (function) {
            case "sine" -> x -> StrictMath.sin(Math.PI * x);
            case "step" -> x -> x < 0 ? -1 : 1;
            default -> piecewise(Draws.stream(seed, "curve pieces"));
        };
    }

    /** Linear between random heights; each inner knot lies in the middle half of a cell of its own. */
    private static DoubleUnaryOperator piecewise(Random random) {
        double[] knots = new double[PIECES + 1];
        double[] heights = new double[PIECES + 1];
        double cell = 2.0 / PIECES;
        for (int i = 0; i <= PIECES; i++) {
            boolean inner = i > 0 && i < PIECES;
            knots[i] = -1 + i * cell + (inner ? Draws.uniform(-cell / 4, cell / 4, random) : 0);
            heights[i] = Draws.uniform(-1, 1, random);
        }
        return x -> {
            int found = Arrays.binarySearch(knots, 1, PIECES, x);
            int right = found < 0 ? -found - 1 : found;
            double share = (x - knots[right - 1]) / (knots[right] - knots[right - 1]);
            return heights[right - 1] + share * (heights[right] - heights[right - 1]);
        };
    }

    private static Samples training(DoubleUnaryOperator f, int size, double noise, long seed) {
        Random positions = Draws.stream(seed, "curve positions");
        Random deviations = Draws.stream(seed, "curve noise");
        float[] x = new float[size];
        float[] y = new float[size];
        for (int i = 0; i < size; i++) {
            x[i] = (float) (-1 + 2 * (i + positions.nextDouble()) / size);
            y[i] = (float) (f.applyAsDouble(x[i]) + noise * deviations.nextGaussian());
        }
        return Samples.ofValues(x, y);
    }

    private static Samples test(DoubleUnaryOperator f) {
        float[] x = new float[TEST_SAMPLES];
        float[] y = new float[TEST_SAMPLES];
        for (int i = 0; i < TEST_SAMPLES; i++) {
            x[i] = (float) (-1 + 2.0 * i / (TEST_SAMPLES - 1));
            y[i] = (float) f.applyAsDouble(x[i]);
        }
        return Samples.ofValues(x, y);
    }
}
