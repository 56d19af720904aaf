package io.straightedge.pwl;

import java.util.Arrays;

/** The units of one layer that switch in an interval of t, in the order in which they switch. */
final class Crossings {
    private final double[] at;
    private final int[] units;
    private final long[] order;
    private int count;

    Crossings(int capacity) {
        at = new double[capacity];
        units = new int[capacity];
        order = new long[capacity];
    }

    int count() {
        return count;
    }

    double t(int i) {
        return at[(int) order[i]];
    }

    int unit(int i) {
        return units[(int) order[i]];
    }

    /**
     * Finds the units whose z ends the interval on the other side of zero.
     *
     * @param z values at {@code from} (units)
     * @param slope dz/dt, constant on the interval (units)
     * @param on which units are on just after {@code from} (units)
     */
    void find(double[] z, double[] slope, boolean[] on, double from, double to) {
        count = 0;
        double width = to - from;
        for (int j = 0; j < z.length; j++) {
            double end = z[j] + slope[j] * width;
            if (on[j] ? end < 0 : end > 0) {
                // Rounding may put the root a little outside, where z is about 0 at one of the ends.
                at[count] = Math.min(Math.max(from - z[j] / slope[j], from), to);
                units[count++] = j;
            }
        }
        sort();
    }

    /**
     * Sorts an index by t. A t is not negative, so its bits order as it does; their low bits make room
     * for the index, and an insertion pass mends the few neighbours that only those bits told apart.
     */
    private void sort() {
        int indexBits = 32 - Integer.numberOfLeadingZeros(Math.max(count, 1));
        long mask = (1L << indexBits) - 1;
        for (int i = 0; i < count; i++) {
            order[i] = (Double.doubleToRawLongBits(at[i] + 0.0) & ~mask) | i;
        }
        Arrays.sort(order, 0, count);
        for (int i = 0; i < count; i++) {
            order[i] &= mask;
        }
        for (int i = 1; i < count; i++) {
            long moving = order[i];
            int j = i - 1;
            while (j >= 0 && at[(int) order[j]] > at[(int) moving]) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = moving;
        }
    }
}
