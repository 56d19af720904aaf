package io.straightedge.theory;

import java.util.Arrays;

/**
 * Expected values along one segment, per output.
 *
 * @param kinksPerLayer E[N_l] (hidden layers)
 * @param squaredGapsPerLayer expected Σδ² of the kinks of each layer, (output/input)² (hidden layers)
 * @param squaredSlopeDifference E(g_N − g_0)², (output/input)²; equals Σδ² with one hidden layer, where
 *     gaps are independent, and is smaller with more
 */
public record Expectation(double[] kinksPerLayer, double[] squaredGapsPerLayer, double squaredSlopeDifference) {

    /** E[N]. */
    public double kinks() {
        return Arrays.stream(kinksPerLayer).sum();
    }

    /** Σδ². */
    public double squaredGaps() {
        return Arrays.stream(squaredGapsPerLayer).sum();
    }

    /** σ_gap = √(Σδ²/E[N]); NaN, undefined, where no kink is expected. */
    public double gapDeviation() {
        return Math.sqrt(squaredGaps() / kinks());
    }

    /** σ_gap·√E[N]/2, the size of the bend of the gradient, were it a random walk. */
    public double gapFluctuation() {
        return Math.sqrt(squaredGaps()) / 2;
    }
}
