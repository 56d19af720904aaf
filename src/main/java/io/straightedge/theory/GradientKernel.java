package io.straightedge.theory;

import io.straightedge.pwl.Segment;

/**
 * The covariance of a wide random network's slopes at the two ends p and q of a segment.
 *
 * <p>Between pre-activations of variances V_p, V_q and covariance K, E[relu·relu] is F = (√Δ + (π − θ)K)/2π
 * with Δ = V_p·V_q − K² and cos θ = K/√(V_p·V_q): Cho &amp; Saul's arc-cosine kernel of degree 1 (Kernel
 * Methods for Deep Learning, NeurIPS 2009). The covariance of slopes is its derivative with respect to the
 * positions of both ends, carried from layer to layer by the chain rule with
 *
 * <pre>
 *   F_K = (π − θ)/2π    F_KK = 1/(2π√Δ)    F_Vp = √Δ/(4π·V_p)    F_KVp = −K/(4π·V_p·√Δ)    F_VpVq = 1/(8π√Δ)
 * </pre>
 */
final class GradientKernel {
    private final double weightVariance;
    private final double biasVariance;

    /** Variances at p and q, their derivatives along the segment, and the variance of a slope. */
    private double varianceP;

    private double varianceQ;
    private double risingP;
    private double risingQ;
    private double slopeVariance;

    /** K, its derivatives with respect to the position of p, of q, and of both. */
    private double covariance;

    private double byP;
    private double byQ;
    private double byBoth;

    private GradientKernel(Initialisation initialisation, Segment segment) {
        weightVariance = initialisation.weightVariance();
        biasVariance = initialisation.biasVariance();
        double factor = weightVariance / segment.a().length;
        double length = segment.length();
        double[] p = segment.a();
        double[] q = segment.at(1);
        double[] step = segment.step();
        varianceP = biasVariance + factor * Initialisation.dot(p, p);
        varianceQ = biasVariance + factor * Initialisation.dot(q, q);
        byQ = factor * Initialisation.dot(p, step) / length;
        byP = factor * Initialisation.dot(q, step) / length;
        risingP = 2 * byQ;
        risingQ = 2 * byP;
        covariance = biasVariance + factor * Initialisation.dot(p, q);
        byBoth = factor;
        slopeVariance = factor;
    }

    /** E(g_q − g_p)² of one output; NaN where p and q lie on one ray from the origin of the first layer. */
    static double squaredDifference(Initialisation initialisation, Segment segment) {
        int hidden = initialisation.widths().size() - 2;
        if (hidden == 0) {
            return 0;
        }
        GradientKernel kernel = new GradientKernel(initialisation, segment);
        for (int l = 1; l < hidden; l++) {
            kernel.nextLayer();
        }
        double variance = kernel.slopeVariance / 2;
        return 2 * initialisation.lastVariance() * (variance - kernel.slopeCovarianceAfterRelu());
    }

    private void nextLayer() {
        double area = area();
        double angle = angle();
        double byCovariance = (Math.PI - angle) / (2 * Math.PI);
        double nextCovariance = (area + (Math.PI - angle) * covariance) / (2 * Math.PI);
        double nextByP = byCovariance * byP + area / (4 * Math.PI * varianceP) * risingP;
        double nextByQ = byCovariance * byQ + area / (4 * Math.PI * varianceQ) * risingQ;
        double nextByBoth = slopeCovarianceAfterRelu();
        covariance = biasVariance + weightVariance * nextCovariance;
        byP = weightVariance * nextByP;
        byQ = weightVariance * nextByQ;
        byBoth = weightVariance * nextByBoth;
        varianceP = biasVariance + weightVariance / 2 * varianceP;
        varianceQ = biasVariance + weightVariance / 2 * varianceQ;
        risingP *= weightVariance / 2;
        risingQ *= weightVariance / 2;
        slopeVariance *= weightVariance / 2;
    }

    /** ∂²F/∂p∂q. */
    private double slopeCovarianceAfterRelu() {
        double area = area();
        double twice = byP * byQ
                - covariance / 2 * (risingP * byQ / varianceP + byP * risingQ / varianceQ)
                + risingP * risingQ / 4;
        return (Math.PI - angle()) / (2 * Math.PI) * byBoth + twice / (2 * Math.PI * area);
    }

    private double area() {
        return Math.sqrt(varianceP * varianceQ - covariance * covariance);
    }

    private double angle() {
        return Math.atan2(area(), covariance);
    }
}
