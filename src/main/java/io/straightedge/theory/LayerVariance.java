package io.straightedge.theory;

/**
 * Variance of a layer's pre-activations at a point x, over the weights: A + B‖x‖².
 *
 * @param constant A
 * @param perSquare B, which is also the variance of a slope dh/ds
 */
record LayerVariance(double constant, double perSquare) {

    /** The next layer's. */
    LayerVariance next(double weightVariance, double biasVariance) {
        return new LayerVariance(biasVariance + weightVariance / 2 * constant, weightVariance / 2 * perSquare);
    }

    /**
     * θ_l: π times the expected share of units that switch between two points of a line at {@code distance}
     * from the origin. It is the angle at which they are seen from √(A/B) beside the line's plane.
     */
    double angle(double distance, double from, double to) {
        double p = across(distance);
        double scale = Math.sqrt(perSquare);
        return Math.atan2(p * scale * (to - from), p * p + perSquare * from * to);
    }

    /** θ_l + [pq/(p² + q²)], which is π/(n·B·G) times the expected Σ δ². */
    double gaps(double distance, double from, double to) {
        return angle(distance, from, to) + edge(distance, to) - edge(distance, from);
    }

    private double edge(double distance, double y) {
        double p = across(distance);
        double q = Math.sqrt(perSquare) * y;
        return p == 0 ? 0 : p * q / (p * p + q * q);
    }

    /** p = √(A + Bρ²). */
    private double across(double distance) {
        return Math.sqrt(constant + perSquare * distance * distance);
    }
}
