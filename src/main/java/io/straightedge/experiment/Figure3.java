package io.straightedge.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Figure 3: normalised gap deviation and deflection sigma fall during training, at every width. */
final class Figure3 {
    private Figure3() {}

    static Answer judge(Results results) {
        List<Measured> falls = new ArrayList<>();
        String text = results.by("network.hidden").stream()
                .map(at -> {
                    Measured gap = fall(at.runs(), "normalised/gap_deviation");
                    Measured deflection = fall(at.runs(), "normalised/deflection_sigma");
                    falls.add(gap);
                    falls.add(deflection);
                    return gap + " × and " + deflection + " × at width " + Measured.plain(at.x(), 5);
                })
                .collect(Collectors.joining("; ", "gap deviation and deflection sigma fell ", ""));
        Measured least =
                falls.stream().min(Comparator.comparingDouble(Measured::value)).orElse(Measured.UNKNOWN);
        return Answer.of(Verdict.all(falls.stream().map(fall -> fall.above(1)).toList()), text, least);
    }

    private static Measured fall(List<RunResult> runs, String key) {
        return Measured.geometricMean(runs, run -> run.fall(key));
    }
}
