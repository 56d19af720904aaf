package io.straightedge.measure;

import io.straightedge.pwl.Path;

/**
 * The outputs at both ends of a path.
 *
 * @param start f(x_a) (outputs)
 * @param end f(x_b) (outputs)
 */
public record Ends(double[] start, double[] end) {

    /** F(1) follows from the path: F(0) + D·(g_0 + Σ δ_i(1 − t_i)). */
    public static Ends of(Path path) {
        double[] end = path.slope0().clone();
        for (int i = 0; i < path.kinks(); i++) {
            double rest = 1 - path.t()[i];
            for (int c = 0; c < end.length; c++) {
                end[c] += path.gap(i, c) * rest;
            }
        }
        for (int c = 0; c < end.length; c++) {
            end[c] = path.f0()[c] + path.length() * end[c];
        }
        return new Ends(path.f0(), end);
    }
}
