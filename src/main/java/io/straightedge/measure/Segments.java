package io.straightedge.measure;

import io.straightedge.pwl.Segment;
import java.util.List;
import java.util.function.Function;

/** Segments stacked into matrices, so that one product serves them all. */
final class Segments {
    private Segments() {}

    /**
     * One row for each segment, row-major (segments × d).
     *
     * @throws IllegalArgumentException naming the first segment whose row has not d values
     */
    static double[] rows(List<Segment> segments, int d, Function<Segment, double[]> row) {
        double[] result = new double[segments.size() * d];
        for (int p = 0; p < segments.size(); p++) {
            double[] values = row.apply(segments.get(p));
            if (values.length != d) {
                throw new IllegalArgumentException(
                        "segment " + p + " has dimension " + values.length + ", the network takes " + d);
            }
            System.arraycopy(values, 0, result, p * d, d);
        }
        return result;
    }
}
