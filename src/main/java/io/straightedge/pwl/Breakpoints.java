package io.straightedge.pwl;

import java.util.Arrays;

/**
 * Kinks of the layers up to some layer l, in order of t: between two of them layer l + 1 is linear.
 * The newest kinks are those of layer l itself; they change the slopes of layer l + 1 by one row of its
 * weights. What an older kink changes is a dense row, computed beforehand.
 */
final class Breakpoints {
    private static final int NEWEST = -1;

    private int count;
    private double[] t = new double[64];
    private int[] layer = new int[64];
    private int[] unit = new int[64];
    private int[] row = new int[64];
    private double[] change = new double[64];
    private double[] square = new double[64];

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    double t(int i) {
        return t[i];
    }

    /** 0-based hidden layer of the unit that switches. */
    int layer(int i) {
        return layer[i];
    }

    int unit(int i) {
        return unit[i];
    }

    /** Whether the next layer's change is a row of weights times {@link #change}. */
    boolean newest(int i) {
        return row[i] == NEWEST;
    }

    /** Index of the dense row of an older kink. */
    int row(int i) {
        return row[i];
    }

    /** By how much the switch changes the slope of the unit's activation. */
    double change(int i) {
        return change[i];
    }

    /** {@link Units#square} of the unit. */
    double square(int i) {
        return square[i];
    }

    void addNewest(double position, int hiddenLayer, int hiddenUnit, double slopeChange, double unitSquare) {
        add(position, hiddenLayer, hiddenUnit, NEWEST);
        change[count - 1] = slopeChange;
        square[count - 1] = unitSquare;
    }

    /** @param denseRow where the change of the next layer's slopes lies */
    void addOlder(Breakpoints source, int i, int denseRow) {
        add(source.t[i], source.layer[i], source.unit[i], denseRow);
    }

    private void add(double position, int hiddenLayer, int hiddenUnit, int denseRow) {
        if (count == t.length) {
            int capacity = Math.multiplyExact(count, 2);
            t = Arrays.copyOf(t, capacity);
            layer = Arrays.copyOf(layer, capacity);
            unit = Arrays.copyOf(unit, capacity);
            row = Arrays.copyOf(row, capacity);
            change = Arrays.copyOf(change, capacity);
            square = Arrays.copyOf(square, capacity);
        }
        t[count] = position;
        layer[count] = hiddenLayer;
        unit[count] = hiddenUnit;
        row[count] = denseRow;
        count++;
    }
}
