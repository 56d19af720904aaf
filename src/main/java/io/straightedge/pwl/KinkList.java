package io.straightedge.pwl;

import java.util.Arrays;

/** Kinks in ascending order of t: what the layers up to some layer contribute. Grows, and is reused. */
final class KinkList {
    private int count;
    private double[] t = new double[256];
    private int[] layer = new int[256];
    private int[] unit = new int[256];
    private double[] change = new double[256];

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    double t(int kink) {
        return t[kink];
    }

    /** 1-based hidden layer. */
    int layer(int kink) {
        return layer[kink];
    }

    int unit(int kink) {
        return unit[kink];
    }

    /** By how much the slope of the unit's output changes, per t. */
    double change(int kink) {
        return change[kink];
    }

    void add(double position, int kinkLayer, int kinkUnit, double slopeChange) {
        if (count == t.length) {
            int capacity = Math.multiplyExact(count, 2);
            t = Arrays.copyOf(t, capacity);
            layer = Arrays.copyOf(layer, capacity);
            unit = Arrays.copyOf(unit, capacity);
            change = Arrays.copyOf(change, capacity);
        }
        t[count] = position;
        layer[count] = kinkLayer;
        unit[count] = kinkUnit;
        change[count] = slopeChange;
        count++;
    }

    /** Adds another list's kink. */
    void add(KinkList other, int kink) {
        add(other.t[kink], other.layer[kink], other.unit[kink], other.change[kink]);
    }

    double[] positions() {
        return Arrays.copyOf(t, count);
    }

    int[] layers() {
        return Arrays.copyOf(layer, count);
    }

    int[] units() {
        return Arrays.copyOf(unit, count);
    }
}
