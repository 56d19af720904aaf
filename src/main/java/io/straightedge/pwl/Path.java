package io.straightedge.pwl;

/**
 * The exact restriction of a network to a segment: F(t) = f(a + t·(b − a)), continuous and piecewise
 * linear. Slopes and gaps are per unit of arc length s = t·D, never per t. The arrays are shared, not
 * copied: nobody changes them.
 *
 * @param length D
 * @param f0 F(0) (outputs)
 * @param slope0 dF/ds on the first piece (outputs)
 * @param t positions of the kinks, ascending, each in (0, 1) (kinks)
 * @param layer 1-based hidden layer of the unit that switches (kinks)
 * @param unit 0-based unit in that layer (kinks)
 * @param gap change of dF/ds at each kink, kink by kink (kinks × outputs)
 */
public record Path(double length, double[] f0, double[] slope0, double[] t, int[] layer, int[] unit, double[] gap) {

    /** N, the number of unit switches. */
    public int kinks() {
        return t.length;
    }

    /** k, the number of outputs. */
    public int outputs() {
        return f0.length;
    }

    /** δ_{i,c}: the change of output c's slope at kink i. */
    public double gap(int kink, int output) {
        return gap[kink * f0.length + output];
    }

    /** g_0 … g_N: output c's slope on each piece (kinks + 1). */
    public double[] slopes(int output) {
        double[] slopes = new double[kinks() + 1];
        slopes[0] = slope0[output];
        for (int i = 0; i < kinks(); i++) {
            slopes[i + 1] = slopes[i] + gap(i, output);
        }
        return slopes;
    }

    /** Output c at t = 0, at every kink and at t = 1 (kinks + 2). */
    public double[] values(int output) {
        int n = kinks();
        double[] values = new double[n + 2];
        values[0] = f0[output];
        double slope = slope0[output];
        double last = 0;
        for (int i = 0; i <= n; i++) {
            double next = i < n ? t[i] : 1;
            values[i + 1] = values[i] + slope * (next - last) * length;
            if (i < n) {
                slope += gap(i, output);
            }
            last = next;
        }
        return values;
    }
}
