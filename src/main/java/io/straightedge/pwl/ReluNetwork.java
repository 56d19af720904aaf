package io.straightedge.pwl;

import io.straightedge.linalg.Blas;
import io.straightedge.text.Count;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A dense network f : R^d → R^k with ReLU between its layers and a linear last layer. Immutable;
 * parameters are float32 as trained, arithmetic is float64.
 */
public final class ReluNetwork {
    private final List<Layer> layers;
    /** Its buffers in the heap serve the next call; what lies outside is freed after each. */
    private final AtomicReference<@Nullable Restriction> idle = new AtomicReference<>();

    /**
     * One affine map x ↦ x·W + b.
     *
     * @param in width of the input n_in
     * @param out width of the output n_out
     * @param weights W, row-major (n_in × n_out)
     * @param biases b (n_out)
     */
    public record Layer(int in, int out, float[] weights, float[] biases) {}

    /**
     * Takes the layers' arrays over; nobody may change them afterwards.
     *
     * @throws IllegalArgumentException naming the layer (1-based) and index when shapes do not fit or
     *     a parameter is not finite
     */
    public ReluNetwork(List<Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a network needs at least one layer");
        }
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            if (l > 0 && layer.in() != layers.get(l - 1).out()) {
                throw new IllegalArgumentException("layer " + (l + 1) + " takes " + Count.of(layer.in(), "input")
                        + ", but layer " + l + " gives " + layers.get(l - 1).out());
            }
            checkShape(l + 1, "weights", layer.weights(), layer.in() * layer.out());
            checkShape(l + 1, "biases", layer.biases(), layer.out());
        }
        this.layers = List.copyOf(layers);
    }

    /** All layers, the linear last one included. */
    public List<Layer> layers() {
        return layers;
    }

    /** d. */
    public int inputs() {
        return layers.get(0).in();
    }

    /** k. */
    public int outputs() {
        return layers.get(layers.size() - 1).out();
    }

    /** Number of ReLU units in all hidden layers. */
    public int units() {
        return layers.stream().limit(layers.size() - 1L).mapToInt(Layer::out).sum();
    }

    /**
     * The network's exact path along a segment.
     *
     * @throws IllegalArgumentException when the segment's dimension is not {@link #inputs()}
     */
    public Path restrict(Segment segment) {
        return restrictAll(List.of(segment)).get(0);
    }

    /** As {@link #restrict}, for many segments at a lower price each. */
    public List<Path> restrictAll(List<Segment> segments) {
        return restrictAll(segments, Progress.NONE);
    }

    /**
     * As {@link #restrictAll(List)}, with news on the way.
     *
     * @throws java.util.concurrent.CancellationException when {@code progress} said no
     */
    public List<Path> restrictAll(List<Segment> segments, Progress progress) {
        Restriction reused = idle.getAndSet(null);
        Restriction restriction = reused == null ? restriction(Restriction.DEFAULT_MEMORY) : reused;
        List<Path> paths;
        try (restriction) {
            paths = restriction.paths(segments, progress);
        }
        idle.set(restriction);
        return paths;
    }

    /**
     * Buffers for restricting this network from one thread again and again.
     *
     * @param memory scratch memory in bytes to stay below, as far as single rows allow; paths come in
     *     shorter stretches when it is little
     */
    public Restriction restriction(long memory) {
        return new Restriction(this, memory);
    }

    /**
     * f for a batch, in float32 by one matrix product a layer.
     *
     * @param inputs row-major, at least (samples × d)
     * @return row-major (samples × k)
     */
    public float[] evaluateBatch(float[] inputs, int samples) {
        float[] values = inputs;
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            float[] result = new float[samples * layer.out()];
            Blas.multiply(values, layer.weights(), result, samples, layer.in(), layer.out());
            float floor = l < layers.size() - 1 ? 0 : Float.NEGATIVE_INFINITY;
            for (int i = 0; i < result.length; i++) {
                result[i] = Math.max(result[i] + layer.biases()[i % layer.out()], floor);
            }
            values = result;
        }
        return values;
    }

    /** f(x). */
    public double[] evaluate(double[] x) {
        double[] values = x;
        for (int l = 0; l < layers.size(); l++) {
            values = affine(layers.get(l), values);
            if (l < layers.size() - 1) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.max(values[i], 0);
                }
            }
        }
        return values;
    }

    private static double[] affine(Layer layer, double[] x) {
        int out = layer.out();
        float[] weights = layer.weights();
        double[] result = new double[out];
        for (int j = 0; j < out; j++) {
            result[j] = layer.biases()[j];
        }
        for (int i = 0; i < x.length; i++) {
            double factor = x[i];
            if (factor != 0) {
                for (int j = 0, k = i * out; j < out; j++, k++) {
                    result[j] += factor * weights[k];
                }
            }
        }
        return result;
    }

    private static void checkShape(int layer, String what, float[] values, int expected) {
        if (values.length != expected) {
            throw new IllegalArgumentException(
                    "layer " + layer + " has " + values.length + " " + what + " where its shape needs " + expected);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("layer " + layer + " " + what + "[" + i + "] is " + values[i]);
            }
        }
    }
}
