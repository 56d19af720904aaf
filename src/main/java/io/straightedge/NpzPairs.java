package io.straightedge;

import io.straightedge.data.NpzFile;
import io.straightedge.pwl.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Pairs of samples from an NPZ file, in float64.
 *
 * @param segments between the rows of {@code a} and those of {@code b}, each (pairs × dimension)
 * @param notes what was ignored, a line each
 */
record NpzPairs(List<Segment> segments, List<String> notes) {

    static NpzPairs read(Path file, int dimension) throws IOException {
        NpzInputs inputs = NpzInputs.read(file, Set.of("a", "b")::contains);
        NpzFile.Array a = inputs.require("a");
        NpzFile.Array b = inputs.require("b");
        if (a.shape().length != 2 || a.shape()[1] != dimension) {
            throw inputs.wrongShape("a", "(pairs, " + dimension + ")");
        }
        if (!Arrays.equals(a.shape(), b.shape())) {
            throw inputs.wrongShape("b", a.shapeText() + " like a");
        }
        List<Segment> segments = new ArrayList<>();
        for (int p = 0; p < a.shape()[0]; p++) {
            int from = p * dimension;
            try {
                segments.add(Segment.between(
                        Arrays.copyOfRange(a.values(), from, from + dimension),
                        Arrays.copyOfRange(b.values(), from, from + dimension)));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", pair " + p + ": " + e.getMessage(), e);
            }
        }
        return new NpzPairs(segments, Stream.ofNullable(inputs.ignored()).toList());
    }
}
