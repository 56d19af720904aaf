package io.straightedge.experiment;

import java.util.List;

/** Figure 2: before training, gap deviation and deflection sigma lie on one line of log–log slope −½. */
final class Figure2 {
    private Figure2() {}

    static Answer judge(Results results) {
        Measured gap = results.slope("network.hidden", run -> run.first("path/gap_deviation"));
        Measured deflection = results.slope("network.hidden", run -> run.first("path/deflection_sigma"));
        Measured ratio = Measured.mean(results.finished(), run -> run.first("path/deflection_ratio"));
        return Answer.of(
                Verdict.all(
                        List.of(gap.within(-0.55, -0.45), deflection.within(-0.55, -0.45), ratio.within(0.95, 1.05))),
                "width to the power " + gap + " in the gap deviation and " + deflection
                        + " in the deflection sigma (log–log slopes), theory −0.5; their ratio is " + ratio
                        + ", theory 1",
                deflection);
    }
}
