package io.straightedge.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The measures of many paths, summarised over pairs and outputs.
 *
 * @param kinks mean of N
 * @param gapDeviation mean of σ_gap over pairs and outputs
 * @param deflection mean of the deflection over pairs and outputs
 * @param deflectionSigma standard deviation over pairs and outputs of deflection/(√N/2)
 * @param deflectionRatio deflection sigma / gap deviation: 1 for a random walk
 * @param gapFluctuation gap deviation × √N̄/2
 * @param deflectionFluctuation deflection sigma × √N̄/2
 * @param maxBend mean of max bend over pairs and outputs
 * @param rmsBend mean of rms bend over pairs and outputs
 */
public record PathSummary(
        Estimate kinks,
        Estimate gapDeviation,
        Estimate deflection,
        Estimate deflectionSigma,
        Estimate deflectionRatio,
        Estimate gapFluctuation,
        Estimate deflectionFluctuation,
        Estimate maxBend,
        Estimate rmsBend) {

    /**
     * @param pairs the paths' measures; none is allowed and leaves everything undefined
     * @param excluded further pairs that could not be measured; they count as undefined
     */
    public static PathSummary of(List<PairMeasures> pairs, int excluded) {
        List<Sums> kinked = new ArrayList<>();
        for (PairMeasures pair : pairs) {
            double[] gaps = pair.gapDeviation();
            if (gaps != null) {
                kinked.add(Sums.of(pair, gaps));
            }
        }
        Jackknife jackknife = new Jackknife(kinked, pairs.size() - kinked.size() + excluded);
        return new PathSummary(
                mean(pairs, excluded, p -> new double[] {p.kinks()}),
                jackknife.estimate(Sums::gapDeviation),
                mean(pairs, excluded, PairMeasures::deflection),
                jackknife.estimate(Sums::deflectionSigma),
                jackknife.estimate(s -> s.deflectionSigma() / s.gapDeviation()),
                jackknife.estimate(s -> s.gapDeviation() * Math.sqrt(s.kinks()) / 2),
                jackknife.estimate(s -> s.deflectionSigma() * Math.sqrt(s.kinks()) / 2),
                mean(pairs, excluded, p -> p.bend().max()),
                mean(pairs, excluded, p -> p.bend().rms()));
    }

    /** The mean over pairs of the mean over outputs. */
    private static Estimate mean(List<PairMeasures> pairs, int excluded, Function<PairMeasures, double[]> measure) {
        int n = pairs.size();
        double[] values =
                pairs.stream().mapToDouble(p -> average(measure.apply(p))).toArray();
        double mean = average(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(mean, n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1) / n), n, excluded);
    }

    private static double average(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
