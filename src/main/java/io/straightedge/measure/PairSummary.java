package io.straightedge.measure;

import java.util.List;

/**
 * The measures of one path as one number each. NaN is undefined.
 *
 * @param kinks N
 * @param gapDeviation mean over outputs, in output/input
 * @param deflectionRatio deflection/(√N/2), root mean square over outputs, over the gap deviation: the root
 *     mean square over pairs is 1 for a random walk
 * @param maxBend mean over outputs, in output
 * @param straightness root mean square over outputs: the root mean square over pairs is 1 for a random walk
 */
public record PairSummary(int kinks, double gapDeviation, double deflectionRatio, double maxBend, double straightness) {

    public static PairSummary of(PairMeasures pair) {
        double[] gaps = pair.gapDeviation();
        Sums sums = gaps == null ? Sums.NONE : Sums.of(pair, gaps);
        return new PairSummary(
                pair.kinks(),
                sums.gapDeviation(),
                Math.sqrt(sums.walkSquares() / sums.walks()) / sums.gapDeviation(),
                mean(pair.bend().max()),
                Math.sqrt(mean(PathSummary.squares(pair.straightness()))));
    }

    private static double mean(double[] overOutputs) {
        return Estimate.mean(List.of(overOutputs)).value();
    }
}
