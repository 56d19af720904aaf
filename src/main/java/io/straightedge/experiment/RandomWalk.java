package io.straightedge.experiment;

/** Claim 4: the deflection ratio before training is 1. */
final class RandomWalk {
    private static final double TOLERANCE = 0.05;

    private RandomWalk() {}

    static Answer judge(Results results) {
        Measured ratio = Measured.mean(results.finished(), run -> run.first("path/deflection_ratio"));
        return Answer.of(
                ratio.within(1 - TOLERANCE, 1 + TOLERANCE), "deflection ratio " + ratio + ", random walk 1", ratio);
    }
}
