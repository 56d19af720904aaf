package io.straightedge.experiment;

/** Claim 3: the bend before training is the same at every width. */
final class BendWidth {
    private static final double TOLERANCE = 0.06;

    private BendWidth() {}

    static Answer judge(Results results) {
        Measured slope = results.slope("network.hidden", run -> run.first("path/rms_bend"));
        Measured bend = Measured.mean(results.finished(), run -> run.first("path/rms_bend"));
        return Answer.of(
                slope.within(-TOLERANCE, TOLERANCE),
                "the rms bend goes like width to the power " + slope + " (log–log slope), theory 0; it is " + bend
                        + " on average",
                slope);
    }
}
