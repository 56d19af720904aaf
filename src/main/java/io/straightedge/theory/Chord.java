package io.straightedge.theory;

import io.straightedge.pwl.Segment;

/**
 * A segment as the theory sees it: only its length and its place relative to the origin matter, because
 * the weights have no preferred direction.
 *
 * @param distance ρ, of the origin from the line through both ends
 * @param start y of x_a: its signed distance, along x_b − x_a, from the line's point next to the origin
 * @param length D, above 0
 */
public record Chord(double distance, double start, double length) {

    /** @throws IllegalArgumentException when a value is not finite, or the distance or length not possible */
    public Chord {
        if (!(distance >= 0 && distance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("distance is " + distance + ", but must be finite and at least 0");
        }
        if (!Double.isFinite(start)) {
            throw new IllegalArgumentException("start is " + start + ", but must be finite");
        }
        if (!(length > 0 && length < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("length is " + length + ", but must be finite and above 0");
        }
    }

    public static Chord of(Segment segment) {
        double[] a = segment.a();
        double along = 0;
        for (int i = 0; i < a.length; i++) {
            along += a[i] * segment.step()[i] / segment.length();
        }
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            double across = a[i] - along * segment.step()[i] / segment.length();
            squares += across * across;
        }
        return new Chord(Math.sqrt(squares), along, segment.length());
    }

    /**
     * @param normA ‖x_a‖
     * @param normB ‖x_b‖
     * @param dot x_a·x_b
     * @throws IllegalArgumentException when no two different points have these
     */
    public static Chord of(double normA, double normB, double dot) {
        if (!(normA >= 0 && normB >= 0 && Math.abs(dot) <= normA * normB * (1 + Math.ulp(4.0)))) {
            throw new IllegalArgumentException("no two samples have the norms " + normA + " and " + normB
                    + " and the product " + dot + "; it lies between −‖a‖‖b‖ and ‖a‖‖b‖");
        }
        double squared = normA * normA + normB * normB - 2 * dot;
        if (!(squared > 0)) {
            throw new IllegalArgumentException("norms " + normA + " and " + normB + " with the product " + dot
                    + " are those of two equal samples, so there is no line between them");
        }
        double length = Math.sqrt(squared);
        double area = Math.max(0, (normA * normB - dot) * (normA * normB + dot));
        return new Chord(Math.sqrt(area) / length, (dot - normA * normA) / length, length);
    }

    /**
     * Between two samples of one norm.
     *
     * @param angle θ between them, in (0, π]
     */
    public static Chord ofAngle(double norm, double angle) {
        if (!(angle > 0 && angle <= Math.PI)) {
            throw new IllegalArgumentException("angle is " + angle + ", but must be above 0 and at most π");
        }
        double half = norm * Math.sin(angle / 2);
        return new Chord(norm * Math.cos(angle / 2), -half, 2 * half);
    }

    /** y of x_b. */
    double end() {
        return start + length;
    }
}
