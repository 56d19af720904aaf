package io.straightedge.pwl;

import java.util.Arrays;

/** Grows while a sweep finds kinks; reused from segment to segment. */
final class KinkList {
    private final int outputs;
    private int count;
    private double[] t = new double[256];
    private int[] layer = new int[256];
    private int[] unit = new int[256];
    private double[] gap;

    KinkList(int outputs) {
        this.outputs = outputs;
        gap = new double[256 * outputs];
    }

    void clear() {
        count = 0;
    }

    /** @param change change of the outputs' dF/dt (outputs) */
    void add(double position, int kinkLayer, int kinkUnit, double[] change) {
        append(position, kinkLayer, kinkUnit);
        System.arraycopy(change, 0, gap, (count - 1) * outputs, outputs);
    }

    /** As above, for a unit that feeds the outputs: the change is {@code change} times its row of weights. */
    void add(double position, int kinkLayer, int kinkUnit, double change, float[] weights) {
        append(position, kinkLayer, kinkUnit);
        for (int c = 0, k = kinkUnit * outputs, at = (count - 1) * outputs; c < outputs; c++, k++, at++) {
            gap[at] = change * weights[k];
        }
    }

    private void append(double position, int kinkLayer, int kinkUnit) {
        if (count == t.length) {
            int capacity = Math.multiplyExact(count, 2);
            t = Arrays.copyOf(t, capacity);
            layer = Arrays.copyOf(layer, capacity);
            unit = Arrays.copyOf(unit, capacity);
            gap = Arrays.copyOf(gap, Math.multiplyExact(capacity, outputs));
        }
        t[count] = position;
        layer[count] = kinkLayer;
        unit[count] = kinkUnit;
        count++;
    }

    /** The path, with slopes and gaps turned from per t to per unit of arc length. */
    Path toPath(double length, double[] f0, double[] slopePerT) {
        return new Path(
                length,
                f0,
                perLength(slopePerT, slopePerT.length, length),
                Arrays.copyOf(t, count),
                Arrays.copyOf(layer, count),
                Arrays.copyOf(unit, count),
                perLength(gap, count * outputs, length));
    }

    private static double[] perLength(double[] perT, int size, double length) {
        double[] result = Arrays.copyOf(perT, size);
        for (int i = 0; i < size; i++) {
            result[i] /= length;
        }
        return result;
    }
}
