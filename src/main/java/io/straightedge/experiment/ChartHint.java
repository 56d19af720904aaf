package io.straightedge.experiment;

/**
 * The chart that shows an answer best.
 *
 * @param key of the metric on the y axis
 * @param at {@code first}, {@code last} or {@code change} (last ÷ first)
 * @param x swept field on the x axis
 */
public record ChartHint(String key, String at, String x, boolean logX, boolean logY) {}
