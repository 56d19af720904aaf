package io.straightedge.measure;

import io.straightedge.pwl.OutOfRangeException;
import io.straightedge.pwl.Range;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The measures from equispaced points of a path instead of its kinks, after arXiv 1903.01997: the
 * cross-check of the exact ones, and cheaper for deep networks.
 *
 * <p>At each of K points t_k = k/(K − 1) the slope g_k is the true directional derivative with the
 * activation mask frozen, and n_k is the Hamming distance of the masks at points k and k + 1. {@link
 * SampledPath} says what follows from them.
 *
 * <p>Cost: two products with the weights of every layer above the first, K rows each.
 */
public final class SampledEstimator {
    private static final int MOST_POINTS = 1000;

    /** Points that go through the network together, which bounds the memory. */
    private static final int POINTS_AT_ONCE = 256;

    private final List<ReluNetwork.Layer> layers;
    private final int points;

    /** With the paper's number of points, min(1000, #units), but at least 2. */
    public SampledEstimator(ReluNetwork network) {
        this(network, Math.max(2, Math.min(MOST_POINTS, network.units())));
    }

    /**
     * @param points K
     * @throws IllegalArgumentException for fewer than two points
     */
    public SampledEstimator(ReluNetwork network, int points) {
        if (points < 2) {
            throw new IllegalArgumentException("points is " + points + ", but each end of a path needs one");
        }
        this.layers = network.layers();
        this.points = points;
    }

    /**
     * The measures of each segment, in order.
     *
     * @throws IllegalArgumentException when a segment's dimension is not the network's
     * @throws OutOfRangeException when a layer's values are too large or too small
     */
    public List<PairMeasures> measure(List<Segment> segments) {
        ReluNetwork.Layer first = layers.get(0);
        Segments.check(segments, first.in());
        int width = first.out();
        int pairs = segments.size();
        double[] values = Products.forward(Segments.rows(segments, first.in(), Segment::a), pairs, first);
        double[] slopes = Products.forward(Segments.rows(segments, first.in(), Segment::step), pairs, first);
        addBiases(values, first.biases());
        List<PairMeasures> result = new ArrayList<>(pairs);
        for (int p = 0; p < pairs; p++) {
            SampledPath path = new SampledPath(
                    segments.get(p).length(),
                    points,
                    layers.get(layers.size() - 1).out());
            // Blocks share their border point, so that no cell is left out.
            for (int from = 0; from < points - 1; from += POINTS_AT_ONCE - 1) {
                sample(path, values, slopes, p, from, Math.min(from + POINTS_AT_ONCE, points));
            }
            result.add(path.measures());
        }
        return result;
    }

    /** Takes points {@code from} to {@code to} of a segment through the network. */
    private void sample(SampledPath path, double[] values, double[] slopes, int segment, int from, int to) {
        int rows = to - from;
        int width = layers.get(0).out();
        int offset = segment * width;
        double[] z = new double[rows * width];
        double[] slope = new double[rows * width];
        for (int k = 0; k < rows; k++) {
            double t = (double) (from + k) / (points - 1);
            for (int j = 0; j < width; j++) {
                z[k * width + j] = values[offset + j] + t * slopes[offset + j];
                slope[k * width + j] = slopes[offset + j];
            }
        }
        checkRange(segment, 1, Math.max(largest(z), largest(slope)));
        for (int l = 1; l < layers.size(); l++) {
            int in = layers.get(l).in();
            for (int cell = 0; cell < rows - 1; cell++) {
                path.addSwitches(from + cell, distance(z, cell * in, in));
            }
            rectify(z, slope);
            z = Products.forward(z, rows, layers.get(l));
            slope = Products.forward(slope, rows, layers.get(l));
            addBiases(z, layers.get(l).biases());
            checkRange(segment, l + 1, Math.max(largest(z), largest(slope)));
        }
        checkRange(segment, layers.size(), largest(slope) / path.length());
        path.put(from, z, slope);
    }

    private static void checkRange(int segment, int layer, double largest) {
        if (!Range.holds(largest)) {
            throw new OutOfRangeException(segment, layer, largest);
        }
    }

    private static double largest(double[] values) {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    /** Units that are on in one of two neighbouring rows only. */
    private static int distance(double[] z, int row, int width) {
        int count = 0;
        for (int j = row; j < row + width; j++) {
            if (z[j] > 0 != z[j + width] > 0) {
                count++;
            }
        }
        return count;
    }

    private static void rectify(double[] z, double[] slope) {
        for (int i = 0; i < z.length; i++) {
            if (z[i] <= 0) {
                z[i] = 0;
                slope[i] = 0;
            }
        }
    }

    private static void addBiases(double[] z, float[] biases) {
        for (int row = 0; row < z.length; row += biases.length) {
            for (int j = 0; j < biases.length; j++) {
                z[row + j] += biases[j];
            }
        }
    }
}
