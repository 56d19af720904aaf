package io.straightedge.measure;

import io.straightedge.pwl.Path;
import java.util.Arrays;

/**
 * Structure function of the gradient: D²(Δ) = mean over s in [0, D − Δ] of ‖g(s + Δ) − g(s)‖₂², at the
 * scales Δ = D·2^−j, j = 1 … {@value #SCALES}. In (output/input)²; 0 for a path without kinks.
 *
 * <p>It is the Hessian seen at scale Δ, and proportional to Δ for a random walk. Exact: g(s + Δ) − g(s)
 * changes only where s or s + Δ is at a kink, so a walk along both lists of kinks at once integrates it
 * piece by piece. That takes O(N·k) a scale, and the difference is a sum of gaps, never of large slopes.
 */
public final class StructureFunction {
    /** Number of scales J. */
    public static final int SCALES = 8;

    private StructureFunction() {}

    /** D²(D·2^−j) for j = 1 … {@value #SCALES} (scales). */
    public static double[] of(Path path) {
        double[] result = new double[SCALES];
        double[] difference = new double[path.outputs()];
        for (int j = 1; j <= SCALES; j++) {
            double scale = Math.scalb(1.0, -j);
            result[j - 1] = path.kinks() == 0 ? 0 : integral(path, scale, difference) / (1 - scale);
        }
        return result;
    }

    /** ∫ ‖g(t + scale) − g(t)‖² dt over t in [0, 1 − scale]. */
    private static double integral(Path path, double scale, double[] difference) {
        double[] t = path.t();
        Arrays.fill(difference, 0);
        int ahead = 0;
        double squared = 0;
        while (ahead < t.length && t[ahead] <= scale) {
            squared = add(path, ahead++, 1, difference);
        }
        int behind = 0;
        double reached = 0;
        double sum = 0;
        while (reached < 1 - scale) {
            double entering = ahead < t.length ? t[ahead] - scale : 1 - scale;
            double leaving = behind < t.length ? t[behind] : 1;
            double next = Math.min(Math.min(entering, leaving), 1 - scale);
            sum += squared * (next - reached);
            reached = next;
            if (entering <= leaving && ahead < t.length) {
                squared = add(path, ahead++, 1, difference);
            } else if (behind < ahead) {
                squared = add(path, behind++, -1, difference);
            }
        }
        return sum;
    }

    /** Adds or takes away one kink's gap; returns the new squared norm. */
    private static double add(Path path, int kink, int sign, double[] difference) {
        double[] gap = path.gap();
        double squared = 0;
        for (int c = 0, i = kink * difference.length; c < difference.length; c++, i++) {
            difference[c] += sign * gap[i];
            squared += difference[c] * difference[c];
        }
        return squared;
    }
}
