package io.straightedge.run;

/**
 * What was measured of one pair at one step, over its outputs as they are. NaN is undefined.
 *
 * @param kinks N
 * @param gapDeviation mean over outputs, output/input
 * @param deflectionRatio deflection/(√N/2), root mean square over outputs, over the gap deviation
 * @param maxBend mean over outputs, output
 * @param straightness root mean square over outputs
 */
public record PairReading(int kinks, float gapDeviation, float deflectionRatio, float maxBend, float straightness) {}
