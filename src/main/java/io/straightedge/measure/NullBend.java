package io.straightedge.measure;

import io.straightedge.pwl.Path;

/**
 * The rms bend to expect if the path kept its kinks and the size of every gap, but each gap's sign were
 * a coin flip.
 *
 * <p>D·√( Σ_i δ_{i,c}² t_i²(1 − t_i)²/3 ), in units of the output; 0 for a path without kinks. Exact: a
 * gap δ at t_i bends the path by δ·D times the Green's function of −d²/dt² with fixed ends, whose square
 * integrates to t_i²(1 − t_i)²/3, and independent signs leave no cross terms.
 */
public final class NullBend {
    private NullBend() {}

    /** Per output (outputs). */
    public static double[] of(Path path) {
        int k = path.outputs();
        double[] result = new double[k];
        for (int i = 0; i < path.kinks(); i++) {
            double arm = path.t()[i] * (1 - path.t()[i]);
            for (int c = 0; c < k; c++) {
                double bend = path.gap(i, c) * arm;
                result[c] += bend * bend;
            }
        }
        for (int c = 0; c < k; c++) {
            result[c] = path.length() * Math.sqrt(result[c] / 3);
        }
        return result;
    }
}
