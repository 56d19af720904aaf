package io.straightedge.pwl;

import java.util.Arrays;

/** Switches of one layer's units on a stretch of t, in the order in which they happen once sorted. */
final class Crossings {
    private int count;
    private double[] at = new double[64];
    private int[] units = new int[64];
    private int[] pieces = new int[64];
    private double[] changes = new double[64];
    private long[] order = new long[64];

    void clear() {
        count = 0;
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

    /** Which of the stretch's pieces it lies on. */
    int piece(int i) {
        return pieces[(int) order[i]];
    }

    /** By how much the switch changes the slope of the unit's activation. */
    double change(int i) {
        return changes[(int) order[i]];
    }

    /** Adds a switch; a kink lies in the open interval, so t = 0 and 1 become their neighbours. */
    void add(double t, int piece, int unit, double change) {
        if (count == at.length) {
            int capacity = Math.multiplyExact(count, 2);
            at = Arrays.copyOf(at, capacity);
            units = Arrays.copyOf(units, capacity);
            pieces = Arrays.copyOf(pieces, capacity);
            changes = Arrays.copyOf(changes, capacity);
            order = new long[capacity];
        }
        at[count] = Math.min(Math.max(t, Double.MIN_VALUE), Math.nextDown(1.0));
        units[count] = unit;
        pieces[count] = piece;
        changes[count] = change;
        count++;
    }

    /**
     * Sorts an index by piece and t. A t is positive, so its bits order as it does, and it grows from
     * piece to piece. The low bits make room for the index; an insertion pass mends the few neighbours
     * that only those bits, or equal t on two pieces, told apart.
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
            while (j >= 0 && follows((int) order[j], (int) moving)) {
                order[j + 1] = order[j];
                j--;
            }
            order[j + 1] = moving;
        }
    }

    private boolean follows(int a, int b) {
        return pieces[a] > pieces[b] || (pieces[a] == pieces[b] && at[a] > at[b]);
    }
}
