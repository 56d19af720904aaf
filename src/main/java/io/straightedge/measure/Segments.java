package io.straightedge.measure;

import io.straightedge.pwl.Segment;
import java.util.List;
import java.util.function.Function;

/** Segments stacked into matrices, so that one product serves them all. */
final class Segments {
    private Segments() {}

    /** @throws IllegalArgumentException naming the first segment whose dimension is not d */
    static void check(List<Segment> segments, int d) {
        for (int p = 0; p < segments.size(); p++) {
            int dimension = segments.get(p).a().length;
            if (dimension != d) {
                throw new IllegalArgumentException(
                        "segment " + p + " has dimension " + dimension + ", the network takes " + d);
            }
        }
    }

    /** One row for each segment, row-major (segments × d). */
    static double[] rows(List<Segment> segments, int d, Function<Segment, double[]> row) {
        double[] result = new double[segments.size() * d];
        for (int p = 0; p < segments.size(); p++) {
            System.arraycopy(row.apply(segments.get(p)), 0, result, p * d, d);
        }
        return result;
    }
}
