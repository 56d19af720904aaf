package io.straightedge.run;

/**
 * The exact path of one pair at one measured step. F(t) starts at {@code f0} with slope {@code
 * slope0} (per unit of arc length) and the slope changes by {@code gap[i]} at {@code t[i]}.
 *
 * @param pair number of the pair in its run
 * @param length D, the distance of the two samples
 * @param f0 outputs at t = 0 (outputs)
 * @param slope0 slopes on the first piece (outputs)
 * @param t positions of the kinks, ascending (kinks)
 * @param layer 1-based hidden layer of each kink (kinks)
 * @param unit 0-based unit in that layer (kinks)
 * @param gap change of slope at each kink, kink by kink (kinks × outputs)
 */
public record PathRecord(
        int pair, double length, double[] f0, double[] slope0, double[] t, int[] layer, int[] unit, float[] gap) {}
