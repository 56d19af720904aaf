package io.straightedge.experiment;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunState;
import java.util.List;
import java.util.Map;

/**
 * What one run of an experiment measured.
 *
 * @param cell index of its cell
 * @param series points by metric key, each list ascending in step
 */
public record RunResult(long run, int cell, long seed, RunState state, Map<String, List<MetricPoint>> series) {

    /** The value at the first measured step; NaN when the run has no such point. */
    public double first(String key) {
        List<MetricPoint> points = points(key);
        return points.isEmpty() ? Double.NaN : points.get(0).value();
    }

    /** The value at the last measured step; NaN when the run has no such point. */
    public double last(String key) {
        List<MetricPoint> points = points(key);
        return points.isEmpty() ? Double.NaN : points.get(points.size() - 1).value();
    }

    /** First ÷ last: by how many times it fell; NaN when the run has no such point. */
    double fall(String key) {
        return first(key) / last(key);
    }

    private List<MetricPoint> points(String key) {
        return series.getOrDefault(key, List.of());
    }
}
