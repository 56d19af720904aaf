package io.straightedge.run;

/**
 * One value of one metric.
 *
 * @param key {@code group/name}, for instance {@code path/gap_deviation}
 * @param step training steps done when it was taken; 0 is initialisation
 * @param millis run time in milliseconds, pauses left out
 * @param value may be NaN or infinite; a measure that is undefined has no point instead
 */
public record MetricPoint(String key, long step, long millis, double value) {}
