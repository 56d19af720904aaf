package io.straightedge.measure;

import io.straightedge.pwl.ReluNetwork;

/** A layer's float32 weights as float64 matrices. */
final class Weights {
    private Weights() {}

    /** W, row-major (n_in × n_out). */
    static double[] of(ReluNetwork.Layer layer) {
        float[] weights = layer.weights();
        double[] result = new double[weights.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = weights[i];
        }
        return result;
    }

    /** Wᵀ, row-major (n_out × n_in). */
    static double[] transposed(ReluNetwork.Layer layer) {
        float[] weights = layer.weights();
        double[] result = new double[weights.length];
        for (int i = 0; i < layer.in(); i++) {
            for (int j = 0; j < layer.out(); j++) {
                result[j * layer.in() + i] = weights[i * layer.out() + j];
            }
        }
        return result;
    }
}
