package io.straightedge.measure;

import io.straightedge.pwl.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slopes g_k at K equispaced points of a path and the numbers n_k of units that differ between
 * neighbours. From these:
 *
 * <ul>
 *   <li>N = Σ n_k, which misses a unit that switches twice within a cell;
 *   <li>σ_gap,c = √( (1/M) Σ_{n_k&gt;0} (g_{k+1,c} − g_{k,c})²/n_k ), M the number of cells with n_k &gt; 0,
 *       undefined for M = 0; every cell counts alike, however many kinks it holds;
 *   <li>deflection = g(½) − (g_0 + g_{K−1})/2: the middle is that of the cells (K even: the mean of the two
 *       middle slopes), where the exact measure takes the middle of the kinks;
 *   <li>the bends, total variation and structure function are those of the piecewise linear path that
 *       starts at F(0) and changes from slope g_k to g_{k+1} in the middle of cell k.
 * </ul>
 */
final class SampledPath {
    private final double length;
    private final int points;
    private final int outputs;
    private final double[] f0;
    private final double[] slopes;
    private final int[] switches;

    SampledPath(double length, int points, int outputs) {
        this.length = length;
        this.points = points;
        this.outputs = outputs;
        f0 = new double[outputs];
        slopes = new double[points * outputs];
        switches = new int[points - 1];
    }

    double length() {
        return length;
    }

    /** Adds to n_k. */
    void addSwitches(int cell, int units) {
        switches[cell] += units;
    }

    /**
     * Sets the outputs at consecutive points.
     *
     * @param values F (rows × outputs)
     * @param slopesPerT dF/dt (rows × outputs)
     */
    void put(int firstPoint, double[] values, double[] slopesPerT) {
        if (firstPoint == 0) {
            System.arraycopy(values, 0, f0, 0, outputs);
        }
        for (int i = 0; i < slopesPerT.length; i++) {
            slopes[firstPoint * outputs + i] = slopesPerT[i] / length;
        }
    }

    PairMeasures measures() {
        Path path = piecewise();
        return new PairMeasures(
                Arrays.stream(switches).sum(),
                gapDeviation(),
                deflection(),
                Bend.of(path),
                NullBend.of(path),
                TotalVariation.of(path),
                StructureFunction.of(path));
    }

    private double @Nullable [] gapDeviation() {
        double[] sums = new double[outputs];
        int switching = 0;
        for (int k = 0; k < switches.length; k++) {
            if (switches[k] > 0) {
                switching++;
                for (int c = 0; c < outputs; c++) {
                    double gap = slope(k + 1, c) - slope(k, c);
                    sums[c] += gap * gap / switches[k];
                }
            }
        }
        if (switching == 0) {
            return null;
        }
        for (int c = 0; c < outputs; c++) {
            sums[c] = Math.sqrt(sums[c] / switching);
        }
        return sums;
    }

    private double[] deflection() {
        double[] result = new double[outputs];
        for (int c = 0; c < outputs; c++) {
            double middle = (slope((points - 1) / 2, c) + slope(points / 2, c)) / 2;
            result[c] = middle - (slope(0, c) + slope(points - 1, c)) / 2;
        }
        return result;
    }

    /** One kink in the middle of every cell in which a unit switches. */
    private Path piecewise() {
        int kinks = (int) Arrays.stream(switches).filter(n -> n > 0).count();
        double[] t = new double[kinks];
        double[] gap = new double[kinks * outputs];
        int kink = 0;
        for (int k = 0; k < switches.length; k++) {
            if (switches[k] > 0) {
                t[kink] = (k + 0.5) / switches.length;
                for (int c = 0; c < outputs; c++) {
                    gap[kink * outputs + c] = slope(k + 1, c) - slope(k, c);
                }
                kink++;
            }
        }
        int[] unknown = new int[kinks];
        return new Path(length, f0, Arrays.copyOf(slopes, outputs), t, unknown, unknown, gap);
    }

    private double slope(int point, int output) {
        return slopes[point * outputs + output];
    }
}
