package io.straightedge.theory;

import java.util.List;

/**
 * Covariance of the slopes g(y) = dF/ds at two points of a line, over random infinitely wide networks.
 *
 * <p>Let K(y, ỹ) be the covariance of a layer's pre-activations h and h̃ at two points, and subscripts
 * derivatives. The next layer has σ_b² + σ_w²·F(V, Ṽ, K) with F = E[relu(h)·relu(h̃)], Cho &amp; Saul's
 * arc-cosine kernel, and by the chain rule and Price's theorem, with cos φ = K/√(VṼ),
 *
 * <pre>
 * ∂F/∂V = sin φ·√(Ṽ/V)/(4π)     ∂F/∂K = (π − φ)/(2π)
 * ∂²F/∂y∂ỹ = (π − φ)/(2π)·K_yỹ + [P·P̃/sin φ + sin φ·V_y·Ṽ_ỹ/4]/(2π√(VṼ))
 * P = K_y − K·V_y/(2V)           P̃ = K_ỹ − K·Ṽ_ỹ/(2Ṽ)
 * </pre>
 *
 * where P and P̃ vanish like sin φ, so that nothing but (π − φ) is left for parallel points. The slopes'
 * covariance is K_yỹ of the output. Rounding costs about 1e-16/φ² of what distinguishes two close points.
 */
final class GradientKernel {
    private final Initialisation initialisation;
    private final LayerVariance first;
    private final double distance;

    /** @param distance ρ, of the origin from the line */
    GradientKernel(Initialisation initialisation, double distance) {
        this.initialisation = initialisation;
        this.first = initialisation.layers().get(0);
        this.distance = distance;
    }

    /** E[g(y)²], the same everywhere on the line. */
    double variance() {
        List<LayerVariance> layers = initialisation.layers();
        return initialisation.lastVariance() / 2 * layers.get(layers.size() - 1).perSquare();
    }

    /** E[g(y)·g(ỹ)]. */
    double covariance(double y, double other) {
        State state = State.first(first.constant(), first.perSquare(), distance, y, other);
        for (int l = 1; l < initialisation.layers().size(); l++) {
            state = state.next(initialisation.weightVariance(), initialisation.biasVariance());
        }
        return state.next(initialisation.lastVariance(), 0).kYW();
    }

    /**
     * One layer's pre-activations at y (v) and ỹ (w).
     *
     * @param v V
     * @param vY dV/dy
     * @param w Ṽ
     * @param wW dṼ/dỹ
     * @param k K
     * @param kY ∂K/∂y
     * @param kW ∂K/∂ỹ
     * @param kYW ∂²K/∂y∂ỹ
     */
    private record State(double v, double vY, double w, double wW, double k, double kY, double kW, double kYW) {

        /** K = a + b(ρ² + y·ỹ). */
        static State first(double a, double b, double distance, double y, double other) {
            double base = a + b * distance * distance;
            return new State(
                    base + b * y * y,
                    2 * b * y,
                    base + b * other * other,
                    2 * b * other,
                    base + b * y * other,
                    b * other,
                    b * y,
                    b);
        }

        /** The next layer's, for weights of variance {@code weight}/fan-in and biases of variance {@code bias}. */
        State next(double weight, double bias) {
            double scale = Math.sqrt(v * w);
            // At the origin nothing is left to turn from, as along a ray from it.
            double cos = scale == 0 ? 1 : Math.max(-1, Math.min(1, k / scale));
            double sin = Math.sqrt((1 - cos) * (1 + cos));
            double open = Math.PI - Math.acos(cos);
            double share = weight / (2 * Math.PI);
            double half = weight / 2;
            return new State(
                    bias + half * v,
                    half * vY,
                    bias + half * w,
                    half * wW,
                    bias + share * scale * (sin + open * cos),
                    share * (open * kY + (sin == 0 ? 0 : sin * vY / 2 * Math.sqrt(w / v))),
                    share * (open * kW + (sin == 0 ? 0 : sin * wW / 2 * Math.sqrt(v / w))),
                    share * (open * kYW + (sin == 0 ? 0 : turning(sin) / scale)));
        }

        /** P·P̃/sin φ + sin φ·V_y·Ṽ_ỹ/4. */
        private double turning(double sin) {
            double p = kY - k * vY / (2 * v);
            double q = kW - k * wW / (2 * w);
            return p * q / sin + sin * vY * wW / 4;
        }
    }
}
