package io.straightedge.pwl;

import io.straightedge.linalg.WideningProduct;
import java.util.Arrays;
import java.util.List;

/**
 * The first hidden layer: its pre-activations are linear on the whole segment, so each unit switches at
 * most once, at −z/slope. For several segments their values are one product with the weights.
 */
final class FirstLayer {
    /** A z this much smaller than its neighbours is worth the sum that tells whether it is 0. */
    private static final double SUSPICIOUS = 1e-9;

    /** So that widened rows stay in the first-level cache. */
    private static final int ROWS_AT_ONCE = 8;

    private final ReluNetwork.Layer layer;
    private final Units units;
    private final Crossings crossings = new Crossings();
    private final RowBlock block;
    private final WideningProduct product;
    private final int[] allRows;
    private double[] ends = new double[0];
    private double[] panel = new double[0];

    FirstLayer(ReluNetwork.Layer layer, WideningProduct product) {
        this.layer = layer;
        this.product = product;
        units = new Units(layer.out(), layer.in());
        block = new RowBlock(ROWS_AT_ONCE, layer.out());
        allRows = new int[layer.in()];
        Arrays.setAll(allRows, i -> i);
    }

    Units units() {
        return units;
    }

    /** Prepares several segments at once; {@link #start} then takes them by index. */
    void load(List<Segment> segments) {
        if (segments.size() == 1) {
            return;
        }
        int n = layer.out();
        int rows = 2 * segments.size();
        int width = Math.min(product.panelRows(n), layer.in());
        if (ends.length < rows * n) {
            ends = new double[rows * n];
        }
        if (panel.length < rows * width) {
            panel = new double[rows * width];
        }
        for (int first = 0; first < layer.in(); first += width) {
            int count = Math.min(width, layer.in() - first);
            for (int p = 0; p < segments.size(); p++) {
                System.arraycopy(segments.get(p).a(), first, panel, 2 * p * count, count);
                System.arraycopy(segments.get(p).step(), first, panel, (2 * p + 1) * count, count);
            }
            product.add(panel, rows, count, layer.weights(), n, allRows, first, first == 0);
        }
        for (int i = 0; i < rows; i++) {
            product.row(i, ends, i * n);
        }
    }

    /** Goes to t = 0 of a segment, the index-th of {@code count} that were loaded together. */
    void start(Segment segment, int index, int count) {
        int n = layer.out();
        if (count == 1) {
            multiply(segment);
        } else {
            System.arraycopy(ends, 2 * index * n, units.z, 0, n);
            System.arraycopy(ends, (2 * index + 1) * n, units.slope, 0, n);
        }
        for (int j = 0; j < n; j++) {
            units.z[j] += layer.biases()[j];
            units.square[j] = units.z[j] * units.z[j] + units.slope[j] * units.slope[j];
        }
    }

    private void multiply(Segment segment) {
        Arrays.fill(units.z, 0);
        Arrays.fill(units.slope, 0);
        block.clear();
        for (int i = 0; i < layer.in(); i++) {
            block.addWeights(layer.weights(), i, segment.a()[i], segment.step()[i], 0);
            if (block.full() || i == layer.in() - 1) {
                block.sum(0, block.count(), units.z, units.slope);
                block.clear();
            }
        }
    }

    /** Decides which units are on just after t = 0, and lists the kinks of the whole segment. */
    void findKinks(Segment segment, Breakpoints kinks) {
        crossings.clear();
        for (int j = 0; j < units.count(); j++) {
            double z = units.z[j];
            double slope = units.slope[j];
            double end = z + slope;
            double size = SUSPICIOUS * (Math.abs(z) + Math.abs(slope));
            boolean zeroStart = Math.abs(z) <= size && Math.abs(z) <= tolerance(segment, j, 0);
            boolean on = zeroStart ? slope > 0 : z > 0;
            units.on[j] = on;
            if (on ? end < 0 : end > 0) {
                boolean zeroEnd = Math.abs(end) <= size && Math.abs(end) <= tolerance(segment, j, 1);
                if (!zeroStart && !zeroEnd) {
                    crossings.add(-z / slope, 0, j, on ? -slope : slope);
                }
            }
        }
        crossings.sort();
        kinks.clear();
        for (int i = 0; i < crossings.count(); i++) {
            int unit = crossings.unit(i);
            kinks.addNewest(crossings.t(i), 0, unit, crossings.change(i), units.square[unit]);
        }
    }

    /** What rounding can do to z at t, where t is 0 or 1. */
    private double tolerance(Segment segment, int unit, int t) {
        double sum = (double) layer.biases()[unit] * layer.biases()[unit];
        for (int i = 0; i < layer.in(); i++) {
            double weight = layer.weights()[i * layer.out() + unit];
            double start = weight * segment.a()[i];
            double step = weight * segment.step()[i] * t;
            sum += start * start + step * step;
        }
        return units.tolerance(sum);
    }
}
