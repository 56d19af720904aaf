package io.straightedge.experiment;

import io.straightedge.run.ExperimentStore.Ends;
import io.straightedge.run.RunState;
import java.util.Map;

/**
 * What one run of an experiment measured.
 *
 * @param cell index of its cell
 * @param ends first and last value by metric key
 */
public record RunResult(long run, int cell, long seed, RunState state, Map<String, Ends> ends) {
    private static final Ends NOTHING = new Ends(Double.NaN, Double.NaN);

    /** The value at the first measured step; NaN when the run has no such point. */
    public double first(String key) {
        return ends.getOrDefault(key, NOTHING).first();
    }

    /** The value at the last measured step; NaN when the run has no such point. */
    public double last(String key) {
        return ends.getOrDefault(key, NOTHING).last();
    }

    /** First ÷ last: by how many times it fell; NaN when the run has no such point. */
    double fall(String key) {
        return first(key) / last(key);
    }
}
