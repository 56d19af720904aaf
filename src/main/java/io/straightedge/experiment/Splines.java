package io.straightedge.experiment;

import java.util.List;

/**
 * Claim 10: in one dimension the trained network is near a cubic spline through the samples when its
 * first-layer weights dominate, so that kinks stay (kernel regime), and near a linear one when its last
 * layer does, so that kinks move (adaptive regime; Williams et al. 2019).
 */
final class Splines {
    /** Distance over the size of the targets, up to which a network is near a spline. */
    private static final double NEAR = 0.15;

    private Splines() {}

    static Answer judge(Results results) {
        List<Results.Group> byWeights = results.by("network.weightVariance");
        List<RunResult> adaptive = byWeights.get(0).runs();
        List<RunResult> kernel = byWeights.get(byWeights.size() - 1).runs();
        Measured linear = Measured.mean(adaptive, run -> run.last("curve/linear_spline_distance"));
        Measured cubic = Measured.mean(kernel, run -> run.last("curve/cubic_spline_distance"));
        Measured adaptivePrefers = preference(adaptive);
        Measured kernelPrefers = preference(kernel);
        return Answer.of(
                Verdict.all(List.of(
                        linear.below(NEAR), cubic.below(NEAR), adaptivePrefers.above(1), kernelPrefers.below(1))),
                "kinks that stay: " + cubic + " from the cubic spline, which is " + kernelPrefers
                        + " × the distance from the linear one; kinks that move: " + linear
                        + " from the linear spline, the cubic one being " + adaptivePrefers + " × as far",
                kernelPrefers);
    }

    /** Cubic ÷ linear distance: below 1 the cubic spline is nearer. */
    private static Measured preference(List<RunResult> runs) {
        return Measured.geometricMean(
                runs, run -> run.last("curve/cubic_spline_distance") / run.last("curve/linear_spline_distance"));
    }
}
