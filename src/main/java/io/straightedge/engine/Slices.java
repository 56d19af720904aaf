package io.straightedge.engine;

import io.straightedge.data.Box;
import io.straightedge.data.Samples;
import io.straightedge.pwl.Segment;
import io.straightedge.run.PathRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Segments through the whole box around data of one or two features: along them the network's function can be
 * drawn with every kink that they cross. One feature takes one segment; two take rows and columns.
 */
final class Slices {
    private Slices() {}

    /** None for data of more features. */
    static List<Segment> through(Samples samples) {
        if (samples.dimension() > 2) {
            return List.of();
        }
        Box box = Box.around(samples);
        if (samples.dimension() == 1) {
            return List.of(Segment.between(box.low(), box.high()));
        }
        List<Segment> slices = new ArrayList<>();
        for (int i = 0; i < PathRecord.SLICES; i++) {
            float y = at(box, 1, i);
            slices.add(Segment.between(new float[] {box.low()[0], y}, new float[] {box.high()[0], y}));
        }
        for (int i = 0; i < PathRecord.SLICES; i++) {
            float x = at(box, 0, i);
            slices.add(Segment.between(new float[] {x, box.low()[1]}, new float[] {x, box.high()[1]}));
        }
        return slices;
    }

    /** The middle of the i-th of equal stretches. */
    private static float at(Box box, int feature, int i) {
        float share = (i + 0.5f) / PathRecord.SLICES;
        return box.low()[feature] + share * (box.high()[feature] - box.low()[feature]);
    }
}
