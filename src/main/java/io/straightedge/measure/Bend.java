package io.straightedge.measure;

import io.straightedge.pwl.Path;

/**
 * How far the output departs from the chord that joins its two end points.
 *
 * <p>With dev(t) = F_c(t) − chord_c(t): max = max_t |dev|, rms = √∫₀¹ dev² dt. Both exact: dev is
 * piecewise linear, so the maximum is at a kink and the integral over a piece from p to q is (p² + pq +
 * q²)/3·Δt. In units of the output; 0 for a path without kinks.
 *
 * @param max per output (outputs)
 * @param rms per output (outputs)
 */
public record Bend(double[] max, double[] rms) {

    public static Bend of(Path path) {
        double[] max = new double[path.outputs()];
        double[] rms = new double[path.outputs()];
        for (int c = 0; c < max.length; c++) {
            double[] values = path.values(c);
            int n = path.kinks();
            double start = values[0];
            double rise = values[n + 1] - start;
            double last = 0;
            double lastT = 0;
            double integral = 0;
            // Without a kink dev is 0 exactly; what the subtraction leaves then would be rounding.
            for (int i = 0; i <= n && n > 0; i++) {
                double t = i < n ? path.t()[i] : 1;
                double dev = i < n ? values[i + 1] - (start + rise * t) : 0;
                max[c] = Math.max(max[c], Math.abs(dev));
                integral += (last * last + last * dev + dev * dev) / 3 * (t - lastT);
                last = dev;
                lastT = t;
            }
            rms[c] = Math.sqrt(integral);
        }
        return new Bend(max, rms);
    }
}
