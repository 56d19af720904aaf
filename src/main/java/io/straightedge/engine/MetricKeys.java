package io.straightedge.engine;

import io.straightedge.measure.Estimate;
import io.straightedge.measure.PathSummary;
import java.util.Map;

/** The names under which measures are stored: {@code group/name}, standard errors {@code …_se}. */
final class MetricKeys {
    private MetricKeys() {}

    /** What does not depend on the size of the outputs. */
    static void putKinks(Map<String, Double> values, PathSummary summary) {
        put(values, "path/kinks", summary.kinks());
        values.put("measure/pairs", (double) summary.kinks().pairs());
        values.put("measure/undefined_pairs", (double) summary.gapDeviation().undefined());
    }

    /** @param group {@code path} for the outputs as they are, {@code normalised} for divided by growth */
    static void putMeasures(Map<String, Double> values, String group, PathSummary summary) {
        put(values, group + "/gap_deviation", summary.gapDeviation());
        put(values, group + "/deflection", summary.deflection());
        put(values, group + "/deflection_sigma", summary.deflectionSigma());
        put(values, group + "/deflection_ratio", summary.deflectionRatio());
        put(values, group + "/gap_fluctuation", summary.gapFluctuation());
        put(values, group + "/deflection_fluctuation", summary.deflectionFluctuation());
        put(values, group + "/max_bend", summary.maxBend());
        put(values, group + "/rms_bend", summary.rmsBend());
    }

    /** An undefined measure has no point, and an unknown standard error none either. */
    private static void put(Map<String, Double> values, String key, Estimate estimate) {
        if (estimate.defined() && !Double.isNaN(estimate.value())) {
            values.put(key, estimate.value());
            if (!Double.isNaN(estimate.standardError())) {
                values.put(key + "_se", estimate.standardError());
            }
        }
    }
}
