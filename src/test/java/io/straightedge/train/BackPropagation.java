package io.straightedge.train;

import io.straightedge.data.Samples;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.TrainingSpec;
import java.util.List;

/** An independent oracle: back-propagation in float64, one sample after the other, straight from the formulas. */
final class BackPropagation {
    /** Gradient of the mean loss, per layer: weights row-major (n_in × n_out), and biases. */
    final double[][] weights;

    final double[][] biases;

    /** Largest sum of absolute terms that any one parameter's gradient was added up from. */
    double magnitude;

    /** Mean loss. */
    double loss;

    BackPropagation(ReluNetwork network, Samples samples, int[] batch, String lossName) {
        List<ReluNetwork.Layer> layers = network.layers();
        weights = new double[layers.size()][];
        biases = new double[layers.size()][];
        double[][] sums = new double[layers.size()][];
        for (int l = 0; l < layers.size(); l++) {
            weights[l] = new double[layers.get(l).weights().length];
            sums[l] = new double[weights[l].length];
            biases[l] = new double[layers.get(l).out()];
        }
        for (int sample : batch) {
            add(layers, samples, sample, lossName, 1.0 / batch.length, sums);
        }
        for (double[] sum : sums) {
            for (double value : sum) {
                magnitude = Math.max(magnitude, value);
            }
        }
    }

    private void add(
            List<ReluNetwork.Layer> layers,
            Samples samples,
            int sample,
            String lossName,
            double share,
            double[][] sums) {
        int depth = layers.size();
        double[][] activations = new double[depth + 1][];
        activations[0] = row(samples.inputs(), sample, samples.dimension());
        for (int l = 0; l < depth; l++) {
            ReluNetwork.Layer layer = layers.get(l);
            activations[l + 1] = new double[layer.out()];
            for (int j = 0; j < layer.out(); j++) {
                double z = layer.biases()[j];
                for (int i = 0; i < layer.in(); i++) {
                    z += activations[l][i] * layer.weights()[i * layer.out() + j];
                }
                activations[l + 1][j] = l < depth - 1 ? Math.max(0, z) : z;
            }
        }
        double[] delta =
                outputGradient(activations[depth], row(samples.targets(), sample, samples.outputs()), lossName, share);
        for (int l = depth - 1; l >= 0; l--) {
            ReluNetwork.Layer layer = layers.get(l);
            double[] below = new double[layer.in()];
            for (int j = 0; j < layer.out(); j++) {
                biases[l][j] += delta[j];
                for (int i = 0; i < layer.in(); i++) {
                    double term = activations[l][i] * delta[j];
                    weights[l][i * layer.out() + j] += term;
                    sums[l][i * layer.out() + j] += Math.abs(term);
                    if (activations[l][i] > 0) {
                        below[i] += layer.weights()[i * layer.out() + j] * delta[j];
                    }
                }
            }
            delta = below;
        }
    }

    private double[] outputGradient(double[] f, double[] y, String lossName, double share) {
        double[] gradient = new double[f.length];
        double partition = 0;
        for (double value : f) {
            partition += Math.exp(value);
        }
        for (int j = 0; j < f.length; j++) {
            if (lossName.equals(TrainingSpec.CROSS_ENTROPY)) {
                double probability = Math.exp(f[j]) / partition;
                loss -= share * y[j] * Math.log(probability);
                gradient[j] = share * (probability - y[j]);
            } else {
                loss += share * (y[j] - f[j]) * (y[j] - f[j]) / f.length;
                gradient[j] = share * 2 * (f[j] - y[j]) / f.length;
            }
        }
        return gradient;
    }

    private static double[] row(float[] values, int row, int width) {
        double[] result = new double[width];
        for (int j = 0; j < width; j++) {
            result[j] = values[row * width + j];
        }
        return result;
    }
}
