package io.straightedge.run;

import java.util.List;

/**
 * Points of one metric that show its course, and of how many they are.
 *
 * @param points ascending in step
 * @param total how many points were asked for
 * @param notFinite how many of those are NaN or infinite
 */
public record ThinnedSeries(List<MetricPoint> points, long total, long notFinite) {}
