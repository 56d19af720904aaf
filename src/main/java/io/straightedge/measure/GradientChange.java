package io.straightedge.measure;

import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the whole gradient with respect to the input, not only its component along the segment, differs
 * between the two ends.
 *
 * <p>Gradients are back-propagated in float64 with the activation mask at the end point; a unit at zero
 * is off. Ends and outputs go through each layer in few matrix products: O(pairs·outputs·weights).
 *
 * @param deflection ‖∇f_c(x_b) − ∇f_c(x_a)‖₂ per output (outputs), in output/input
 * @param cosine of the angle between the two gradients, per output (outputs); NaN, undefined, where one
 *     of them is zero
 */
public record GradientChange(double[] deflection, double[] cosine) {
    /** Bounds the memory, which is this times outputs times the widest layer. */
    private static final int PAIRS_AT_ONCE = 32;

    /**
     * One for each segment, in order.
     *
     * @throws IllegalArgumentException when a segment's dimension is not the network's
     */
    public static List<GradientChange> ofAll(ReluNetwork network, List<Segment> segments) {
        Segments.check(segments, network.inputs());
        List<GradientChange> result = new ArrayList<>(segments.size());
        for (int from = 0; from < segments.size(); from += PAIRS_AT_ONCE) {
            addAll(network, segments.subList(from, Math.min(from + PAIRS_AT_ONCE, segments.size())), result);
        }
        return result;
    }

    private static void addAll(ReluNetwork network, List<Segment> segments, List<GradientChange> result) {
        int d = network.inputs();
        int k = network.outputs();
        int pairs = segments.size();
        double[] starts = gradients(network, Segments.rows(segments, d, s -> s.at(0)), pairs);
        double[] ends = gradients(network, Segments.rows(segments, d, s -> s.at(1)), pairs);
        for (int p = 0; p < pairs; p++) {
            result.add(between(starts, ends, p * k, k, pairs * k));
        }
    }

    /** ∂f_c/∂x_i, row-major (d × samples × outputs). */
    private static double[] gradients(ReluNetwork network, double[] inputs, int samples) {
        List<ReluNetwork.Layer> layers = network.layers();
        int last = layers.size() - 1;
        List<double[]> activations = activations(layers, inputs, samples);
        double[] gradients = repeated(layers.get(last), samples);
        for (int l = last - 1; l >= 0; l--) {
            stopWhereOff(gradients, activations.get(l), samples, layers.get(l).out(), network.outputs());
            gradients = Products.backward(layers.get(l), gradients, samples * network.outputs());
        }
        return gradients;
    }

    /** The weights once for every sample (n_in × samples × n_out). */
    private static double[] repeated(ReluNetwork.Layer layer, int samples) {
        double[] result = new double[layer.in() * samples * layer.out()];
        for (int i = 0; i < result.length; i++) {
            int row = i / (samples * layer.out());
            result[i] = layer.weights()[row * layer.out() + i % layer.out()];
        }
        return result;
    }

    /** Activations of each hidden layer (samples × units). */
    private static List<double[]> activations(List<ReluNetwork.Layer> layers, double[] inputs, int samples) {
        List<double[]> result = new ArrayList<>();
        double[] values = inputs;
        for (ReluNetwork.Layer layer : layers.subList(0, layers.size() - 1)) {
            double[] next = Products.forward(values, samples, layer);
            for (int i = 0; i < next.length; i++) {
                next[i] = Math.max(next[i] + layer.biases()[i % layer.out()], 0);
            }
            result.add(next);
            values = next;
        }
        return result;
    }

    private static void stopWhereOff(double[] gradients, double[] activations, int samples, int units, int outputs) {
        for (int j = 0; j < units; j++) {
            for (int sample = 0; sample < samples; sample++) {
                if (activations[sample * units + j] <= 0) {
                    int from = (j * samples + sample) * outputs;
                    Arrays.fill(gradients, from, from + outputs, 0);
                }
            }
        }
    }

    /** @param offset of the pair in a row of either matrix; @param stride from row to row */
    private static GradientChange between(double[] starts, double[] ends, int offset, int outputs, int stride) {
        double[] deflection = new double[outputs];
        double[] cosine = new double[outputs];
        double[] squareA = new double[outputs];
        double[] squareB = new double[outputs];
        for (int row = offset; row < starts.length; row += stride) {
            for (int c = 0; c < outputs; c++) {
                double x = starts[row + c];
                double y = ends[row + c];
                deflection[c] += (y - x) * (y - x);
                cosine[c] += x * y;
                squareA[c] += x * x;
                squareB[c] += y * y;
            }
        }
        for (int c = 0; c < outputs; c++) {
            deflection[c] = Math.sqrt(deflection[c]);
            // Rounding may exceed 1 by an ulp; a NaN passes both bounds.
            double ratio = cosine[c] / (Math.sqrt(squareA[c]) * Math.sqrt(squareB[c]));
            cosine[c] = Math.max(-1, Math.min(1, ratio));
        }
        return new GradientChange(deflection, cosine);
    }
}
