package io.straightedge.data;

/**
 * x ↦ (x − mean) / standard deviation per feature, with the moments of the samples it was made from
 * (divisor n). A feature that is constant there becomes 0 everywhere.
 */
final class Standardisation {
    private final double[] mean;
    /** 1 / standard deviation, 0 for a constant feature. */
    private final double[] factor;

    private Standardisation(double[] mean, double[] factor) {
        this.mean = mean;
        this.factor = factor;
    }

    static Standardisation of(Samples samples) {
        int n = samples.size();
        int d = samples.dimension();
        float[] x = samples.inputs();
        double[] mean = new double[d];
        for (int i = 0; i < x.length; i++) {
            mean[i % d] += x[i] / (double) n;
        }
        double[] variance = new double[d];
        // Rounding in the mean gives a constant feature a tiny variance, so constancy is seen by comparing.
        boolean[] varies = new boolean[d];
        for (int i = 0; i < x.length; i++) {
            int feature = i % d;
            double deviation = x[i] - mean[feature];
            variance[feature] += deviation * deviation / n;
            varies[feature] |= x[i] != x[feature];
        }
        double[] factor = new double[d];
        for (int j = 0; j < d; j++) {
            factor[j] = varies[j] ? 1 / Math.sqrt(variance[j]) : 0;
        }
        return new Standardisation(mean, factor);
    }

    float[] apply(Samples samples) {
        int d = samples.dimension();
        float[] x = samples.inputs();
        float[] result = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            int feature = i % d;
            result[i] = (float) ((x[i] - mean[feature]) * factor[feature]);
        }
        return result;
    }
}
