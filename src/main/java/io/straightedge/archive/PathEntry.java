package io.straightedge.archive;

import io.straightedge.run.PathRecord;

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

    /** @throws IllegalArgumentException when the arrays do not fit together; the message names the field */
    PathRecord toRecord() {
        int outputs = f0.length;
        int kinks = t.length;
        if (step < 0 || pair < 0) {
            throw new IllegalArgumentException("step " + step + " and pair " + pair + " must not be negative");
        }
        check("slope0", slope0.length, outputs);
        check("layer", layer.length, kinks);
        check("unit", unit.length, kinks);
        check("gap", gap.length, kinks);
        for (int i = 0; i < kinks; i++) {
            check("gap[" + i + "]", gap[i].length, outputs);
        }
        float[] flat = new float[kinks * outputs];
        for (int i = 0; i < kinks; i++) {
            System.arraycopy(gap[i], 0, flat, i * outputs, outputs);
        }
        return new PathRecord(pair, length, f0, slope0, t, layer, unit, flat);
    }

    private static void check(String field, int length, int right) {
        if (length != right) {
            throw new IllegalArgumentException(field + " has " + length + " entries; it needs " + right);
        }
    }
}
