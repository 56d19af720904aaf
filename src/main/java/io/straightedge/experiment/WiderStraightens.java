package io.straightedge.experiment;

import java.util.List;

/** Claim 6: the normalised gap deviation falls the more the wider the network. */
final class WiderStraightens {
    private static final String KEY = "normalised/gap_deviation";

    private WiderStraightens() {}

    static Answer judge(Results results) {
        Measured slope = results.slope("network.hidden", run -> run.fall(KEY));
        List<Results.Group> byWidth = results.by("network.hidden");
        Results.Group narrow = byWidth.get(0);
        Results.Group wide = byWidth.get(byWidth.size() - 1);
        return Answer.of(
                slope.above(0),
                "the fall of the gap deviation grows like width to the power " + slope
                        + " (log–log slope), above 0 expected; it fell "
                        + fall(narrow.runs()) + " × at width "
                        + Measured.plain(narrow.x(), 5) + " and " + fall(wide.runs())
                        + " × at width " + Measured.plain(wide.x(), 5),
                slope);
    }

    private static Measured fall(List<RunResult> runs) {
        return Measured.geometricMean(runs, run -> run.fall(KEY));
    }
}
