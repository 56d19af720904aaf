package io.straightedge.measure;

import io.straightedge.pwl.Path;

/**
 * Total variation of the gradient: Σ_i ‖δ_i‖₂, the norm over outputs. It is the integral of the network
 * curvature along the path. In output/input; 0 for a path without kinks.
 */
public final class TotalVariation {
    private TotalVariation() {}

    public static double of(Path path) {
        double sum = 0;
        for (int i = 0; i < path.kinks(); i++) {
            double squares = 0;
            for (int c = 0; c < path.outputs(); c++) {
                squares += path.gap(i, c) * path.gap(i, c);
            }
            sum += Math.sqrt(squares);
        }
        return sum;
    }
}
