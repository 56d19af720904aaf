package io.straightedge.archive;

import io.straightedge.run.PathRecord;
import java.util.List;

/** One line of {@code paths.ndjson}. */
record PathEntry(
        long step,
        int pair,
        double length,
        double[] f0,
        double[] slope0,
        double[] t,
        int[] layer,
        int[] unit,
        float[][] gap) {

    static PathEntry of(long step, PathRecord path) {
        int outputs = path.f0().length;
        float[][] gap = new float[path.t().length][outputs];
        for (int i = 0; i < gap.length; i++) {
            System.arraycopy(path.gap(), i * outputs, gap[i], 0, outputs);
        }
        return new PathEntry(
                step, path.pair(), path.length(), path.f0(), path.slope0(), path.t(), path.layer(), path.unit(), gap);
    }

    /**
     * @param layers widths of the network from input to output
     * @throws IllegalArgumentException when the arrays do not fit together, or the network; the message names
     *     the field
     */
    PathRecord toRecord(List<Integer> layers) {
        int outputs = layers.get(layers.size() - 1);
        int kinks = t.length;
        if (step < 0 || !(length > 0)) {
            throw new IllegalArgumentException("step " + step + " is negative, or length " + length + " not above 0");
        }
        Columns.check("f0", f0.length, outputs);
        Columns.check("slope0", slope0.length, outputs);
        Columns.check("layer", layer.length, kinks);
        Columns.check("unit", unit.length, kinks);
        Columns.check("gap", gap.length, kinks);
        float[] flat = new float[kinks * outputs];
        for (int i = 0; i < kinks; i++) {
            boolean ascending = t[i] >= (i == 0 ? 0 : t[i - 1]) && t[i] <= 1;
            boolean hidden = layer[i] >= 1 && layer[i] < layers.size() - 1;
            if (!ascending || !hidden || unit[i] < 0 || unit[i] >= layers.get(layer[i])) {
                throw new IllegalArgumentException(
                        "kink " + i + " is not at an ascending t from 0 to 1 of a hidden unit");
            }
            Columns.check("gap[" + i + "]", gap[i].length, outputs);
            System.arraycopy(gap[i], 0, flat, i * outputs, outputs);
        }
        return new PathRecord(pair, length, f0, slope0, t, layer, unit, flat);
    }
}
