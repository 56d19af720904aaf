package io.straightedge.pwl;

import java.util.Arrays;

/** The units of a layer that switch within one piece, in the order in which they do. */
final class Switches {
    private final double[] at;
    private final int[] units;
    private final long[] order;
    private int count;

    Switches(int capacity) {
        at = new double[capacity];
        units = new int[capacity];
        order = new long[capacity];
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    void add(double t, int unit) {
        at[count] = t;
        units[count++] = unit;
    }

    double t(int i) {
        return at[(int) order[i]];
    }

    int unit(int i) {
        return units[(int) order[i]];
    }

    /**
     * Sorts an index by t. A t is not negative, so its bits order as it does; their low bits make room for
     * the index, and an insertion pass mends the few neighbours that only those bits told apart.
     */
    void sort() {
        int indexBits = 32 - Integer.numberOfLeadingZeros(Math.max(count, 1));
        long mask = (1L << indexBits) - 1;
        for (int i = 0; i < count; i++) {
            order[i] = (Double.doubleToRawLongBits(at[i]) & ~mask) | i;
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
