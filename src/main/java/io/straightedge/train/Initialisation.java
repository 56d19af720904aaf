package io.straightedge.train;

import io.straightedge.run.NetworkSpec;
import java.util.Random;

/**
 * Initial parameters: weights N(0, weightVariance/fan-in), last layer N(0, lastVariance/fan-in), biases N(0,
 * biasVariance), every weight then multiplied by {@code scale}. {@link Random} is specified to the bit, so a seed
 * means the same network on every platform.
 */
final class Initialisation {
    private Initialisation() {}

    /** A vector of initial parameters in the given layout. */
    static float[] draw(NetworkSpec network, ParameterLayout layout, Random random) {
        float[] parameters = new float[layout.length()];
        for (int l = 1; l <= layout.layers(); l++) {
            int in = layout.widths().get(l - 1);
            double variance = l == layout.layers() ? network.lastVariance() : network.weightVariance();
            fill(parameters, layout.weights(l), layout.biases(l), network.scale() * Math.sqrt(variance / in), random);
            fill(parameters, layout.biases(l), layout.end(l), Math.sqrt(network.biasVariance()), random);
        }
        return parameters;
    }

    private static void fill(float[] target, int from, int to, double deviation, Random random) {
        if (deviation > 0) {
            for (int i = from; i < to; i++) {
                target[i] = (float) (deviation * random.nextGaussian());
            }
        }
    }
}
