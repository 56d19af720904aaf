package io.straightedge.pwl;

import io.straightedge.text.Count;

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
     * @throws IllegalArgumentException when the points differ in dimension, are equal, hold a value
     *     that is not finite (the message names its index), or are outside {@link Range}
     */
    public static Segment between(double[] a, double[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("a has " + Count.of(a.length, "value") + ", b has " + b.length);
        }
        double[] step = new double[a.length];
        double largest = 0;
        double longest = 0;
        for (int i = 0; i < a.length; i++) {
            if (!Double.isFinite(a[i]) || !Double.isFinite(b[i])) {
                throw new IllegalArgumentException("value " + i + " is not finite: a has " + a[i] + ", b has " + b[i]);
            }
            step[i] = b[i] - a[i];
            largest = Math.max(largest, Math.abs(a[i]));
            longest = Math.max(longest, Math.abs(step[i]));
        }
        if (longest == 0) {
            throw new IllegalArgumentException("a and b are equal, so there is no line between them");
        }
        double unfit = Range.holds(longest) ? Math.max(largest, longest) : longest;
        if (!Range.holds(unfit)) {
            throw new IllegalArgumentException("a and b have values or distances " + Range.advice(unfit));
        }
        return new Segment(a.clone(), step, norm(step));
    }

    /** As {@link #between(double[], double[])}. */
    public static Segment between(float[] a, float[] b) {
        return between(widened(a), widened(b));
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double[] widened(float[] x) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i];
        }
        return result;
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
