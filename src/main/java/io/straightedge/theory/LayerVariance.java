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

    /**
     * θ_l + [pq/(p² + q²)], which is π/(n·B·G) times the expected Σ δ². With ψ = atan(p/q) this is
     * (θ_l − sin θ_l) + 2·sin θ_l·sin²((ψ_from + ψ_to)/2): two parts that are not negative, so that nothing cancels
     * where the points are seen at a small angle.
     */
    double gaps(double distance, double from, double to) {
        if (from + to < 0) {
            return gaps(distance, -to, -from);
        }
        double theta = angle(distance, from, to);
        double sine = Math.sin((fromLine(distance, from) + fromLine(distance, to)) / 2);
        return lessSine(theta) + 2 * Math.sin(theta) * sine * sine;
    }

    /** ψ = atan(p/q). */
    private double fromLine(double distance, double y) {
        return Math.atan2(across(distance), Math.sqrt(perSquare) * y);
    }

    /** θ − sin θ; by its series where the difference would cancel. */
    private static double lessSine(double theta) {
        if (theta > 1) {
            return theta - Math.sin(theta);
        }
        double term = theta * theta * theta / 6;
        double sum = 0;
        for (int n = 4; n <= 20; n += 2) {
            sum += term;
            term *= -theta * theta / (n * (n + 1));
        }
        return sum;
    }

    /** p = √(A + Bρ²). */
    private double across(double distance) {
        return Math.sqrt(constant + perSquare * distance * distance);
    }
}
