package io.straightedge.experiment;

import java.util.List;

/** Figure 2: before training, gap deviation and deflection sigma lie on one line of slope −½. */
final class Figure2 {
    private Figure2() {}

    static Answer judge(Results results) {
        Measured gap = results.slope("network.hidden", run -> run.first("path/gap_deviation"));
        Measured deflection = results.slope("network.hidden", run -> run.first("path/deflection_sigma"));
        Measured ratio = Measured.mean(results.finished(), run -> run.first("path/deflection_ratio"));
        return Answer.of(
                Verdict.all(
                        List.of(gap.within(-0.55, -0.45), deflection.within(-0.55, -0.45), ratio.within(0.95, 1.05))),
                "slope " + gap + " of the gap deviation and " + deflection
                        + " of the deflection sigma, theory −0.5; their ratio is " + ratio + ", theory 1",
                deflection);
    }
}
