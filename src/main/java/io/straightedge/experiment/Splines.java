package io.straightedge.experiment;

import java.util.List;

/**
 * Claim 10: in one dimension training brings the network near a spline through the samples. The cubic one
 * draws it where the first layer's weights dominate, so that kinks stay (kernel regime), and the linear one
 * pulls more where the last layer's do, so that kinks move (adaptive regime; Williams et al. 2019). The pull
 * is compared seed by seed, because how far the two splines are apart depends on the samples.
 */
final class Splines {
    private static final String LINEAR = "curve/linear_spline_distance";
    private static final String CUBIC = "curve/cubic_spline_distance";

    /** Distance over the size of the targets, up to which a network is near a spline; untrained it is about 1. */
    private static final double NEAR = 0.15;

    private Splines() {}

    static Answer judge(Results results) {
        List<Results.Group> byWeights = results.by("network.weightVariance");
        List<RunResult> adaptive = byWeights.get(0).runs();
        List<RunResult> kernel = byWeights.get(byWeights.size() - 1).runs();
        Measured shift = Measured.pairedRatio(adaptive, kernel, Splines::preference);
        return Answer.of(
                Verdict.all(
                        List.of(nearest(kernel).below(NEAR), nearest(adaptive).below(NEAR), shift.above(1))),
                "kinks that stay: " + describe(kernel) + "; kinks that move: " + describe(adaptive)
                        + "; moving kinks favour the linear spline " + shift + " × as much",
                shift);
    }

    private static String describe(List<RunResult> runs) {
        Measured linear = Measured.mean(runs, run -> run.last(LINEAR));
        Measured cubic = Measured.mean(runs, run -> run.last(CUBIC));
        String nearer =
                switch (Measured.geometricMean(runs, Splines::preference).above(1)) {
                    case HOLDS -> "the linear spline is nearer";
                    case FAILS -> "the cubic spline is nearer";
                    default -> "neither is clearly nearer";
                };
        return nearer + " (distance " + linear + " from the linear, " + cubic + " from the cubic)";
    }

    private static Measured nearest(List<RunResult> runs) {
        return Measured.mean(runs, run -> Math.min(run.last(LINEAR), run.last(CUBIC)));
    }

    /** Cubic ÷ linear distance: above 1 the linear spline is nearer. */
    private static double preference(RunResult run) {
        return run.last(CUBIC) / run.last(LINEAR);
    }
}
