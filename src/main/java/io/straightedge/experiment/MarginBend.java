package io.straightedge.experiment;

import java.util.Comparator;
import java.util.List;

/** Claim 9 and figure 6a: training lifts the margin above the max bend of the label's output. */
final class MarginBend {
    private MarginBend() {}

    /** Before and after training, at the setting where the margin is the narrowest after it. */
    static Answer judge(Results results) {
        List<RunResult> worst = results.spec().cells().stream()
                .map(results::of)
                .min(Comparator.comparingDouble(runs -> after(runs).value()))
                .orElse(List.of());
        Measured before = Measured.mean(worst, run -> run.first("path/margin") / run.first("path/label_bend"));
        Measured after = after(worst);
        String where = results.spec().cells().size() > 1 ? " where it is least" : "";
        return Answer.of(
                Verdict.all(List.of(before.below(1), after.above(1))),
                "margin ÷ max bend went from " + before + " before training to " + after + " after it" + where
                        + "; above 1 the path cannot leave its class",
                after);
    }

    private static Measured after(List<RunResult> runs) {
        return Measured.mean(runs, run -> run.last("path/margin") / run.last("path/label_bend"));
    }
}
