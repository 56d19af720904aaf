package io.straightedge.run;

/**
 * The exact path of one pair at one measured step. F(t) starts at {@code f0} with slope {@code
 * slope0} (per unit of arc length) and the slope changes by {@code gap[i]} at {@code t[i]}.
 *
 * <p>Runs on data of one or two features also keep slices: the exact paths through the whole box around their
 * training data, numbered from {@link #FIRST_SLICE}. One feature has one, from its least to its greatest value;
 * two have {@link #SLICES} rows, from below, and as many columns, from the left, each through the middle of an
 * equal stretch.
 *
 * @param pair number of the pair in its run, or of the slice
 * @param length D, the distance of the two samples
 * @param f0 outputs at t = 0 (outputs)
 * @param slope0 slopes on the first piece (outputs)
 * @param t positions of the kinks, ascending (kinks)
 * @param layer 1-based hidden layer of each kink (kinks)
 * @param unit 0-based unit in that layer (kinks)
 * @param gap change of slope at each kink, kink by kink (kinks × outputs)
 */
public record PathRecord(
        int pair, double length, double[] f0, double[] slope0, double[] t, int[] layer, int[] unit, float[] gap) {

    /** Number of the first slice; numbers of pairs are below it. */
    public static final int FIRST_SLICE = 1_000_000;

    /** Rows, and columns, through data of two features. */
    public static final int SLICES = 48;
}
