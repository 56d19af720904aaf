package io.straightedge.measure;

/**
 * How straight the path is against chance: rms bend / null bend. Below 1 its gaps cancel, above 1 they
 * pull the same way. A number without unit.
 *
 * <p>Over coin flips of the gaps' signs the mean of its <em>square</em> is 1, while its own mean is
 * smaller. So summaries take the root mean square, which reads 1 for a random walk.
 */
public final class Straightness {
    private Straightness() {}

    /** Per output (outputs); NaN, undefined, where no gap moves the output, as without kinks. */
    public static double[] of(Bend bend, double[] nullBend) {
        double[] result = new double[nullBend.length];
        for (int c = 0; c < result.length; c++) {
            result[c] = nullBend[c] > 0 ? bend.rms()[c] / nullBend[c] : Double.NaN;
        }
        return result;
    }
}
