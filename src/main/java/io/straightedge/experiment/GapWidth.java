package io.straightedge.experiment;

import java.util.List;

/** Claim 2: the gap deviation falls like 1/√width, on the theory line. */
final class GapWidth {
    private static final String KEY = "path/gap_deviation";

    private GapWidth() {}

    static Answer judge(Results results) {
        Measured slope = results.slope("network.hidden", run -> run.first(KEY));
        Measured ratio = Measured.mean(results.finished(), run -> run.first(KEY) / run.first("theory/gap_deviation"));
        return Answer.of(
                Verdict.all(List.of(slope.within(-0.53, -0.47), ratio.within(0.95, 1.05))),
                "the gap deviation goes like width to the power " + slope
                        + " (log–log slope), theory −0.5; measured ÷ theory " + ratio,
                slope);
    }
}
