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
 */
public record PairMeasures(int kinks, double @Nullable [] gapDeviation, double[] deflection, Bend bend) {

    public static PairMeasures of(Path path) {
        return new PairMeasures(path.kinks(), GapDeviation.of(path), Deflection.of(path), Bend.of(path));
    }
}
