package io.straightedge.pwl;

/**
 * Sizes of values with which the engine's float64 arithmetic is sure. It compares squares of values with squares of
 * their rounding, which is above 1e-15 of them, and sums many of both: (1e-135·1e-15)² and the sum of 1e8 terms (1e150)² are
 * still normal numbers.
 */
public final class Range {
    static final double MIN = 1e-135;
    static final double MAX = 1e150;

    private Range() {}

    /** Whether the largest of some values is fit; 0, that of values that are all 0, is. NaN is not. */
    public static boolean holds(double largest) {
        return largest == 0 || (largest >= MIN && largest <= MAX);
    }

    /** As {@link #holds}, given the square. */
    static boolean holdsSquare(double square) {
        return square >= MIN * MIN && square <= MAX * MAX;
    }

    /** The end of a sentence that says how large values are. */
    static String advice(double size) {
        String where = size < MIN ? "below " + MIN : "above " + MAX;
        return where + " in size, where float64 no longer decides which units are on; scale the weights or the samples";
    }
}
