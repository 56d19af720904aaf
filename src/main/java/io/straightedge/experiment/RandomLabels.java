package io.straightedge.experiment;

import java.util.List;
import java.util.Map;

/**
 * Claim 7: with random labels the bend between same-class pairs falls far less, and the kinks between
 * different-class pairs pull the same way.
 */
final class RandomLabels {
    private static final String NOISE = "dataset.labelNoise";
    private static final String KIND = "measure.kind";
    /** How much farther it has to fall with true labels. */
    private static final double FAR = 1.5;
    /** Well above the 1 of a random walk. */
    private static final double WELL_ABOVE = 1.1;

    private RandomLabels() {}

    static Answer judge(Results results) {
        Measured trueFall = fall(results, 0);
        Measured randomFall = fall(results, 1);
        Measured apart = trueFall.dividedBy(randomFall);
        Measured ratio = Measured.mean(
                results.where(Map.of(NOISE, 1, KIND, "different")), run -> run.last("path/deflection_ratio"));
        return Answer.of(
                Verdict.all(List.of(apart.above(FAR), ratio.above(WELL_ABOVE))),
                "bend fell " + trueFall + " × (true labels) against " + randomFall
                        + " × (random labels); deflection ratio of different-class pairs with random labels " + ratio,
                apart);
    }

    private static Measured fall(Results results, int noise) {
        return Measured.geometricMean(
                results.where(Map.of(NOISE, noise, KIND, "same")), run -> run.fall("normalised/rms_bend"));
    }
}
