package io.straightedge.measure;

import io.straightedge.pwl.Path;
import org.jspecify.annotations.Nullable;

/**
 * Output normalisation: ℓ(t) = (1 − t)·r_a + t·r_b with r = ‖f(x)‖/‖f_ref(x)‖, so that growth of the
 * outputs is not mistaken for bending. Source: arXiv 1903.01997.
 *
 * <p>ℓ acts at the kinks: gap i is divided by ℓ(t_i), and the normalised path is the one that starts at
 * F(0)/r_a with slope g_0/r_a and has these gaps. So it is again piecewise linear, every measure of it is
 * exact, and a straight path stays straight.
 *
 * @param atStart r_a, above 0
 * @param atEnd r_b, above 0
 */
public record Growth(double atStart, double atEnd) {

    /**
     * @param reference outputs of the same network at initialisation, for the same segment
     * @return null when an output is zero at an end, in either network, so that r is no positive number
     */
    public static @Nullable Growth between(Ends reference, Ends present) {
        double a = norm(present.start()) / norm(reference.start());
        double b = norm(present.end()) / norm(reference.end());
        return a > 0 && b > 0 && Double.isFinite(a) && Double.isFinite(b) ? new Growth(a, b) : null;
    }

    /** ℓ(t). */
    public double at(double t) {
        return (1 - t) * atStart + t * atEnd;
    }

    /** The normalised path. */
    public Path normalise(Path path) {
        int k = path.outputs();
        double[] gap = new double[path.gap().length];
        for (int i = 0; i < path.kinks(); i++) {
            double growth = at(path.t()[i]);
            for (int c = 0; c < k; c++) {
                gap[i * k + c] = path.gap(i, c) / growth;
            }
        }
        return new Path(
                path.length(),
                divided(path.f0(), atStart),
                divided(path.slope0(), atStart),
                path.t(),
                path.layer(),
                path.unit(),
                gap);
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double[] divided(double[] values, double divisor) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] / divisor;
        }
        return result;
    }
}
