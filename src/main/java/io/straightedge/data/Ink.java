package io.straightedge.data;

/**
 * A square grey image drawn with a round pen. A pixel's ink falls from 1 to 0 over one pixel at the
 * stroke's edge, by the distance of its centre to the stroke, which antialiases well enough.
 */
final class Ink {
    /** Pixels per side. */
    static final int WIDTH = 28;

    private static final int MAX_GREY = 255;

    private final double[] ink = new double[WIDTH * WIDTH];
    private double radius;

    /** @param newRadius half the stroke's width in pixels */
    void usePen(double newRadius) {
        radius = newRadius;
    }

    /** Draws from one point to another; x and y in pixels from the upper left corner. */
    void line(double[] from, double[] to) {
        double reach = radius + 0.5;
        int left = pixel(Math.min(from[0], to[0]) - reach);
        int right = pixel(Math.max(from[0], to[0]) + reach);
        int top = pixel(Math.min(from[1], to[1]) - reach);
        int bottom = pixel(Math.max(from[1], to[1]) + reach);
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double covered = reach - distance(column + 0.5, row + 0.5, from, to);
                int i = row * WIDTH + column;
                ink[i] = Math.max(ink[i], Math.min(covered, 1));
            }
        }
    }

    /** Writes the image as whole grey values 0 to 255, row by row. */
    void copyTo(float[] target, int start) {
        for (int i = 0; i < ink.length; i++) {
            target[start + i] = Math.round(MAX_GREY * ink[i]);
        }
    }

    private static int pixel(double coordinate) {
        return (int) Math.max(0, Math.min(WIDTH - 1, Math.floor(coordinate)));
    }

    /** From (x, y) to the nearest point of a segment. */
    private static double distance(double x, double y, double[] from, double[] to) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double squares = dx * dx + dy * dy;
        double along = squares == 0 ? 0 : ((x - from[0]) * dx + (y - from[1]) * dy) / squares;
        double t = Math.max(0, Math.min(1, along));
        double offX = x - from[0] - t * dx;
        double offY = y - from[1] - t * dy;
        return Math.sqrt(offX * offX + offY * offY);
    }
}
