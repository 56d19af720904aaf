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
}
