package io.straightedge.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

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
 * @param nullBend mean of null bend over pairs and outputs
 * @param straightness root mean square over pairs and outputs of rms bend / null bend: 1 for a random walk
 * @param totalVariation mean over pairs
 * @param structure mean over pairs of D²(D·2^−j), j = 1 … {@link StructureFunction#SCALES}
 * @param estimator how the pairs were measured
 * @param cost wall time that measuring the pairs took
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
        Estimate rmsBend,
        Estimate nullBend,
        Estimate straightness,
        Estimate totalVariation,
        List<Estimate> structure,
        Estimator estimator,
        Duration cost) {

    /**
     * @param pairs the paths' measures; none is allowed and leaves everything undefined
     * @param excluded further pairs that could not be measured; they count as undefined
     * @param cost wall time that the pairs took
     */
    public static PathSummary of(List<PairMeasures> pairs, int excluded, Estimator estimator, Duration cost) {
        Jackknife jackknife = jackknife(pairs, excluded);
        Function<Function<PairMeasures, double[]>, Estimate> mean =
                measure -> Estimate.mean(pairs.stream().map(measure).toList()).withUndefined(excluded);
        return new PathSummary(
                mean.apply(p -> new double[] {p.kinks()}),
                jackknife.estimate(Sums::gapDeviation),
                mean.apply(PairMeasures::deflection),
                jackknife.estimate(Sums::deflectionSigma),
                jackknife.estimate(s -> s.deflectionSigma() / s.gapDeviation()),
                jackknife.estimate(s -> s.gapDeviation() * Math.sqrt(s.kinks()) / 2),
                jackknife.estimate(s -> s.deflectionSigma() * Math.sqrt(s.kinks()) / 2),
                mean.apply(p -> p.bend().max()),
                mean.apply(p -> p.bend().rms()),
                mean.apply(PairMeasures::nullBend),
                mean.apply(p -> squares(p.straightness())).squareRoot(),
                mean.apply(p -> new double[] {p.totalVariation()}),
                IntStream.range(0, StructureFunction.SCALES)
                        .mapToObj(j -> mean.apply(p -> new double[] {p.structure()[j]}))
                        .toList(),
                estimator,
                cost);
    }

    private static Jackknife jackknife(List<PairMeasures> pairs, int excluded) {
        List<Sums> kinked = new ArrayList<>();
        for (PairMeasures pair : pairs) {
            double[] gaps = pair.gapDeviation();
            if (gaps != null) {
                kinked.add(Sums.of(pair, gaps));
            }
        }
        return new Jackknife(kinked, pairs.size() - kinked.size() + excluded);
    }

    static double[] squares(double[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] * values[i];
        }
        return result;
    }
}
