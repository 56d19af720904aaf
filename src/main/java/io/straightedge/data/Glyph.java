package io.straightedge.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One way to write a digit, in a box of height 1 with y downwards.
 *
 * @param points x and y of each point the pen passes
 * @param strokes each the indices of its points, in order; strokes that meet in a corner share a point
 */
record Glyph(double[][] points, List<int[]> strokes) {
    /** Straight pieces per span between two points: at 20 pixels height each is about a pixel long. */
    private static final int PIECES = 6;

    /**
     * Reads a glyph.
     *
     * @param strokes one word per stroke, one letter per point, {@code a} the first
     * @param coordinates x and y in hundredths of the height, point by point
     */
    static Glyph of(String strokes, int... coordinates) {
        double[][] points = new double[coordinates.length / 2][];
        for (int i = 0; i < points.length; i++) {
            points[i] = new double[] {coordinates[2 * i] / 100.0, coordinates[2 * i + 1] / 100.0};
        }
        List<int[]> indices = Arrays.stream(strokes.split(" ", -1))
                .map(word -> word.chars().map(letter -> letter - 'a').toArray())
                .toList();
        return new Glyph(points, indices);
    }

    /** The pen's path along other points, as one polyline per stroke: a Catmull–Rom spline each. */
    List<double[][]> polylines(double[][] movedPoints) {
        List<double[][]> polylines = new ArrayList<>();
        for (int[] stroke : strokes) {
            double[][] line = new double[(stroke.length - 1) * PIECES + 1][];
            for (int i = 0; i < line.length - 1; i++) {
                int span = i / PIECES;
                line[i] = onSpline(movedPoints, stroke, span, (i % PIECES) / (double) PIECES);
            }
            line[line.length - 1] = movedPoints[stroke[stroke.length - 1]];
            polylines.add(line);
        }
        return polylines;
    }

    /** Between points {@code span} and {@code span + 1} of a stroke, t from 0 to 1. */
    private static double[] onSpline(double[][] points, int[] stroke, int span, double t) {
        double[] before = points[stroke[Math.max(span - 1, 0)]];
        double[] from = points[stroke[span]];
        double[] to = points[stroke[span + 1]];
        double[] after = points[stroke[Math.min(span + 2, stroke.length - 1)]];
        double[] result = new double[2];
        for (int axis = 0; axis < 2; axis++) {
            double slopeFrom = (to[axis] - before[axis]) / 2;
            double slopeTo = (after[axis] - from[axis]) / 2;
            double chord = to[axis] - from[axis];
            double quadratic = 3 * chord - 2 * slopeFrom - slopeTo;
            double cubic = slopeFrom + slopeTo - 2 * chord;
            result[axis] = from[axis] + t * (slopeFrom + t * (quadratic + t * cubic));
        }
        return result;
    }
}
