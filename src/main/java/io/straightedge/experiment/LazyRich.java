package io.straightedge.experiment;

import java.util.List;

/**
 * Claim 8: at a large initialisation scale training hardly moves the features (lazy), at a small one it
 * does (rich). Judged on the kinks: they are where hidden units switch, so they show the features alone,
 * and do not depend on how large the output is, unlike gap deviation and bend.
 */
final class LazyRich {
    private static final double HARDLY = 0.02;
    private static final double CLEARLY = 0.1;

    private LazyRich() {}

    static Answer judge(Results results) {
        List<Results.Group> byScale = results.by("network.scale");
        Results.Group small = byScale.get(0);
        Results.Group large = byScale.get(byScale.size() - 1);
        Measured rich = move(small.runs());
        Measured lazy = move(large.runs());
        return Answer.of(
                Verdict.all(List.of(rich.above(CLEARLY), lazy.below(HARDLY))),
                "the number of kinks moved by " + rich.times(100) + " % at scale "
                        + Measured.plain(small.x(), 3) + " and by " + lazy.times(100) + " % at scale "
                        + Measured.plain(large.x(), 3) + "; the raw gap deviation changed " + change(small.runs())
                        + " × and " + change(large.runs()) + " ×",
                rich);
    }

    private static Measured move(List<RunResult> runs) {
        return Measured.mean(runs, run -> Math.abs(run.last("path/kinks") / run.first("path/kinks") - 1));
    }

    private static Measured change(List<RunResult> runs) {
        return Measured.geometricMean(runs, run -> 1 / run.fall("path/gap_deviation"));
    }
}
