package io.straightedge.measure;

import io.straightedge.pwl.Path;
import org.jspecify.annotations.Nullable;

/**
 * Every measure of one path.
 *
 * @param kinks N
 * @param gapDeviation per output, or null for N = 0
 * @param deflection per output
 * @param bend per output
 * @param nullBend per output
 * @param totalVariation over outputs
 * @param structure D²(D·2^−j) over outputs, j = 1 … {@link StructureFunction#SCALES}
 */
public record PairMeasures(
        int kinks,
        double @Nullable [] gapDeviation,
        double[] deflection,
        Bend bend,
        double[] nullBend,
        double totalVariation,
        double[] structure) {

    public static PairMeasures of(Path path) {
        return new PairMeasures(
                path.kinks(),
                GapDeviation.of(path),
                Deflection.of(path),
                Bend.of(path),
                NullBend.of(path),
                TotalVariation.of(path),
                StructureFunction.of(path));
    }

    /** Per output, NaN where undefined. */
    public double[] straightness() {
        return Straightness.of(bend, nullBend);
    }
}
