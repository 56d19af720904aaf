package io.straightedge.experiment;

import java.util.List;

/**
 * Claim 5: training on true labels makes gap deviation and bend fall, at about the same number of kinks.
 * Judged on the normalised outputs: raw ones grow with the margin, which says nothing about shape.
 */
final class SgdStraightens {
    private static final double SEVERAL = 2;

    private SgdStraightens() {}

    static Answer judge(Results results) {
        List<RunResult> runs = results.finished();
        Measured gap = Measured.geometricMean(runs, run -> run.fall("normalised/gap_deviation"));
        Measured bend = Measured.geometricMean(runs, run -> run.fall("normalised/rms_bend"));
        Measured kinks = Measured.geometricMean(runs, run -> 1 / run.fall("path/kinks"));
        return Answer.of(
                Verdict.all(List.of(gap.above(SEVERAL), bend.above(SEVERAL), kinks.within(0.8, 1.25))),
                "gap deviation fell " + gap + " ×, bend " + bend + " ×; kinks after ÷ before " + kinks,
                gap);
    }
}
