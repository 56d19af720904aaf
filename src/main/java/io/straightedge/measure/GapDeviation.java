package io.straightedge.measure;

import io.straightedge.pwl.Path;
import org.jspecify.annotations.Nullable;

/**
 * Gradient gap deviation: the size of a typical kink.
 *
 * <p>σ_gap,c = √( (1/N) Σ_i δ_{i,c}² ), in output/input. Undefined for a path without kinks. Source:
 * {@code h_sigma} in arXiv 1903.01997, there estimated from sampled points, here exact.
 */
public final class GapDeviation {
    private GapDeviation() {}

    /** Per output (outputs), or null when the path has no kink. */
    public static double @Nullable [] of(Path path) {
        int n = path.kinks();
        if (n == 0) {
            return null;
        }
        double[] result = new double[path.outputs()];
        for (int c = 0; c < result.length; c++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += path.gap(i, c) * path.gap(i, c);
            }
            result[c] = Math.sqrt(sum / n);
        }
        return result;
    }
}
