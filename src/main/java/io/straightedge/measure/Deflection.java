package io.straightedge.measure;

import io.straightedge.pwl.Path;

/**
 * Gradient deflection: how far the slope halfway through the kinks departs from the mean of the slopes
 * at the ends.
 *
 * <p>g_mid − (g_0 + g_N)/2 with g_mid the slope once half of the N kinks are passed (N odd: the mean of
 * the two middle slopes). It equals half of (the sum of the gaps of the first half − the sum of those of
 * the second half), the middle gap of an odd N counting on neither side; that form needs no difference
 * of large slopes. In output/input; 0 for a path without kinks. Source: arXiv 1903.01997.
 */
public final class Deflection {
    private Deflection() {}

    /** Per output (outputs). */
    public static double[] of(Path path) {
        int n = path.kinks();
        double[] result = new double[path.outputs()];
        for (int c = 0; c < result.length; c++) {
            double firstHalf = 0;
            double secondHalf = 0;
            for (int i = 0; i < n / 2; i++) {
                firstHalf += path.gap(i, c);
                secondHalf += path.gap(n - 1 - i, c);
            }
            result[c] = (firstHalf - secondHalf) / 2;
        }
        return result;
    }
}
