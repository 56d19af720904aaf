package io.straightedge.pwl;

import io.straightedge.linalg.Blas;
import java.util.List;

/**
 * First-layer pre-activations at t = 0 and their slopes for many segments, by one product with the
 * weights for all of them.
 */
final class FirstLayer {
    /** Below this many segments, turning the weights into float64 and copying them costs more than it saves. */
    private static final int WORTH_A_PRODUCT = 4;

    private final int units;
    private final double[] values;
    private final double[] slopes;

    /** @throws IllegalArgumentException naming the segment whose dimension does not fit */
    FirstLayer(ReluNetwork.Layer layer, List<Segment> segments) {
        units = layer.out();
        int count = segments.size();
        double[] starts = new double[count * layer.in()];
        double[] steps = new double[count * layer.in()];
        for (int p = 0; p < count; p++) {
            Segment segment = segments.get(p);
            if (segment.a().length != layer.in()) {
                throw new IllegalArgumentException(
                        "segment " + p + " has dimension " + segment.a().length + ", the network takes " + layer.in());
            }
            System.arraycopy(segment.a(), 0, starts, p * layer.in(), layer.in());
            System.arraycopy(segment.step(), 0, steps, p * layer.in(), layer.in());
        }
        values = new double[count * units];
        slopes = new double[count * units];
        if (count < WORTH_A_PRODUCT) {
            multiply(layer, starts, steps, count);
        } else {
            double[] weights = toDouble(layer.weights());
            Blas.multiply(starts, weights, values, count, layer.in(), units);
            Blas.multiply(steps, weights, slopes, count, layer.in(), units);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] += layer.biases()[i % units];
        }
    }

    /** Pre-activations at t = 0 (segments × units). */
    double[] values() {
        return values;
    }

    /** dz/dt (segments × units). */
    double[] slopes() {
        return slopes;
    }

    /** Where a segment's row begins. */
    int offset(int segment) {
        return segment * units;
    }

    /** Both products in one pass over the weights. */
    private void multiply(ReluNetwork.Layer layer, double[] starts, double[] steps, int count) {
        float[] weights = layer.weights();
        for (int p = 0; p < count; p++) {
            for (int i = 0; i < layer.in(); i++) {
                double start = starts[p * layer.in() + i];
                double step = steps[p * layer.in() + i];
                for (int j = 0, k = i * units, at = p * units; j < units; j++, k++, at++) {
                    values[at] += start * weights[k];
                    slopes[at] += step * weights[k];
                }
            }
        }
    }

    private static double[] toDouble(float[] source) {
        double[] result = new double[source.length];
        for (int i = 0; i < source.length; i++) {
            result[i] = source[i];
        }
        return result;
    }
}
