package io.straightedge.pwl;

/**
 * The straight line from sample a to sample b: x(t) = a + t·(b − a), t in [0, 1].
 *
 * @param a start point (d)
 * @param step b − a (d)
 * @param length D = ‖b − a‖₂, above 0
 */
public record Segment(double[] a, double[] step, double length) {

    /**
     * The segment between two points.
     *
     * @throws IllegalArgumentException when the points differ in dimension, are equal, or hold a value
     *     that is not finite (the message names its index)
     */
    public static Segment between(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("a has " + a.length + " values, b has " + b.length);
        }
        double[] start = new double[a.length];
        double[] step = new double[a.length];
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            start[i] = a[i];
            step[i] = (double) b[i] - a[i];
            if (!Double.isFinite(step[i])) {
                throw new IllegalArgumentException("value " + i + " is not finite: a has " + a[i] + ", b has " + b[i]);
            }
            sum += step[i] * step[i];
        }
        if (sum == 0) {
            throw new IllegalArgumentException("a and b are equal, so there is no line between them");
        }
        return new Segment(start, step, Math.sqrt(sum));
    }

    /** x(t). */
    public double[] at(double t) {
        double[] x = new double[a.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = a[i] + t * step[i];
        }
        return x;
    }
}
