package io.straightedge.engine;

import io.straightedge.measure.Estimate;
import io.straightedge.measure.GradientChange;
import io.straightedge.measure.KinkCount;
import io.straightedge.measure.PathSummary;
import io.straightedge.measure.SplineDistance;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The names under which measures are stored: {@code group/name}, standard errors {@code …_se}. */
final class MetricKeys {
    private MetricKeys() {}

    /** What does not depend on the size of the outputs. */
    static void putKinks(Map<String, Double> values, PathSummary summary, List<KinkCount> kinks) {
        put(values, "path/kinks", summary.kinks());
        put(values, "path/kink_ratio", mean(kinks.stream().map(k -> new double[] {k.ratio()})));
        int layers = kinks.isEmpty() ? 0 : kinks.get(0).perLayer().length;
        for (int l = 0; l < layers; l++) {
            int layer = l;
            put(values, "path/kinks_layer_" + (l + 1), mean(kinks.stream().map(k ->
                    new double[] {k.perLayer()[layer]})));
        }
        values.put("measure/pairs", (double) summary.kinks().pairs());
        values.put("measure/undefined_pairs", (double) summary.gapDeviation().undefined());
        values.put("measure/path_millis", summary.cost().toNanos() / 1e6);
    }

    /**
     * @param group {@code path} for the outputs as they are, {@code normalised} for divided by growth; the
     *     structure function, a group of its own, is {@code structure} or {@code normalised_structure}
     */
    static void putMeasures(Map<String, Double> values, String group, PathSummary summary) {
        put(values, group + "/gap_deviation", summary.gapDeviation());
        put(values, group + "/deflection", summary.deflection());
        put(values, group + "/deflection_sigma", summary.deflectionSigma());
        put(values, group + "/deflection_ratio", summary.deflectionRatio());
        put(values, group + "/gap_fluctuation", summary.gapFluctuation());
        put(values, group + "/deflection_fluctuation", summary.deflectionFluctuation());
        put(values, group + "/max_bend", summary.maxBend());
        put(values, group + "/rms_bend", summary.rmsBend());
        put(values, group + "/null_bend", summary.nullBend());
        put(values, group + "/straightness", summary.straightness());
        put(values, group + "/total_variation", summary.totalVariation());
        String structure = group.equals("path") ? "structure/" : group + "_structure/";
        for (int j = 1; j <= summary.structure().size(); j++) {
            put(values, structure + j, summary.structure().get(j - 1));
        }
    }

    static void putGradients(Map<String, Double> values, List<GradientChange> changes) {
        put(values, "path/gradient_deflection", mean(changes.stream().map(GradientChange::deflection)));
        put(values, "path/gradient_cosine", mean(changes.stream().map(GradientChange::cosine)));
        values.put("measure/gradient_pairs", (double) changes.size());
    }

    static void putSplines(Map<String, Double> values, SplineDistance distance) {
        if (!Double.isNaN(distance.linear())) {
            values.put("curve/linear_spline_distance", distance.linear());
            values.put("curve/cubic_spline_distance", distance.cubic());
        }
    }

    /** An undefined measure has no point, and an unknown standard error none either. */
    static void put(Map<String, Double> values, String key, Estimate estimate) {
        if (estimate.defined() && !Double.isNaN(estimate.value())) {
            values.put(key, estimate.value());
            if (!Double.isNaN(estimate.standardError())) {
                values.put(key + "_se", estimate.standardError());
            }
        }
    }

    private static Estimate mean(Stream<double[]> perPair) {
        return Estimate.mean(perPair.toList());
    }
}
