package io.straightedge.measure;

import io.straightedge.linalg.Blas;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * How the whole gradient with respect to the input, not only its component along the segment, differs
 * between the two ends.
 *
 * <p>Gradients are back-propagated in float64 with the activation mask at the end point; a unit at zero
 * is off. All ends and outputs go through each layer in one matrix product: O(pairs·outputs·weights).
 *
 * @param deflection ‖∇f_c(x_b) − ∇f_c(x_a)‖₂ per output (outputs), in output/input
 * @param cosine of the angle between the two gradients, per output (outputs); NaN, undefined, where one
 *     of them is zero
 */
public record GradientChange(double[] deflection, double[] cosine) {

    /**
     * One for each segment, in order.
     *
     * @throws IllegalArgumentException when a segment's dimension is not the network's
     */
    public static List<GradientChange> ofAll(ReluNetwork network, List<Segment> segments) {
        int d = network.inputs();
        int k = network.outputs();
        int pairs = segments.size();
        double[] starts = gradients(network, Segments.rows(segments, d, s -> s.at(0)), pairs);
        double[] ends = gradients(network, Segments.rows(segments, d, s -> s.at(1)), pairs);
        List<GradientChange> result = new ArrayList<>(pairs);
        for (int p = 0; p < pairs; p++) {
            result.add(between(starts, ends, p * k * d, k, d));
        }
        return result;
    }

    /** ∇f_c(x), row-major (samples × outputs × d). */
    private static double[] gradients(ReluNetwork network, double[] inputs, int samples) {
        List<ReluNetwork.Layer> layers = network.layers();
        int last = layers.size() - 1;
        List<double[]> activations = activations(layers, inputs, samples);
        int rows = samples * network.outputs();
        double[] gradients = new double[rows * layers.get(last).in()];
        double[] weights = Weights.transposed(layers.get(last));
        for (int at = 0; at < gradients.length; at += weights.length) {
            System.arraycopy(weights, 0, gradients, at, weights.length);
        }
        for (int l = last - 1; l >= 0; l--) {
            ReluNetwork.Layer layer = layers.get(l);
            stopWhereOff(gradients, activations.get(l), samples, network.outputs(), layer.out());
            double[] below = new double[rows * layer.in()];
            Blas.multiply(gradients, Weights.transposed(layer), below, rows, layer.out(), layer.in());
            gradients = below;
        }
        return gradients;
    }

    /** Activations of each hidden layer (samples × units). */
    private static List<double[]> activations(List<ReluNetwork.Layer> layers, double[] inputs, int samples) {
        List<double[]> result = new ArrayList<>();
        double[] values = inputs;
        for (ReluNetwork.Layer layer : layers.subList(0, layers.size() - 1)) {
            double[] next = new double[samples * layer.out()];
            Blas.multiply(values, Weights.of(layer), next, samples, layer.in(), layer.out());
            for (int i = 0; i < next.length; i++) {
                next[i] = Math.max(next[i] + layer.biases()[i % layer.out()], 0);
            }
            result.add(next);
            values = next;
        }
        return result;
    }

    private static void stopWhereOff(double[] gradients, double[] activations, int samples, int outputs, int units) {
        for (int row = 0; row < samples * outputs; row++) {
            int sample = row / outputs;
            for (int j = 0; j < units; j++) {
                if (activations[sample * units + j] <= 0) {
                    gradients[row * units + j] = 0;
                }
            }
        }
    }

    private static GradientChange between(double[] starts, double[] ends, int offset, int outputs, int d) {
        double[] deflection = new double[outputs];
        double[] cosine = new double[outputs];
        for (int c = 0; c < outputs; c++) {
            double change = 0;
            double squareA = 0;
            double squareB = 0;
            double product = 0;
            for (int i = 0; i < d; i++) {
                double x = starts[offset + c * d + i];
                double y = ends[offset + c * d + i];
                change += (y - x) * (y - x);
                squareA += x * x;
                squareB += y * y;
                product += x * y;
            }
            deflection[c] = Math.sqrt(change);
            // Rounding may exceed 1 by an ulp; a NaN passes both bounds.
            cosine[c] = Math.max(-1, Math.min(1, product / (Math.sqrt(squareA) * Math.sqrt(squareB))));
        }
        return new GradientChange(deflection, cosine);
    }
}
