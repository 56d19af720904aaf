package io.straightedge.data;

import java.util.List;
import java.util.Random;

/**
 * Writes digits by hand, so to speak: picks a glyph, moves each of its points a little, bends the
 * whole by a random affine map and draws it with a pen of random width.
 */
final class Handwriting {
    private static final double HEIGHT = 20;
    private static final double POINT_JITTER = 0.036;
    private static final double ROTATION = 0.12;
    /** Most writing leans to the right. */
    private static final double MEAN_SHEAR = 0.12;

    private static final double SHEAR = 0.18;
    private static final double MEAN_WIDTH = 1.08;
    private static final double WIDTH_JITTER = 0.12;
    private static final double HEIGHT_JITTER = 0.05;
    private static final double SHIFT_PIXELS = 1.0;
    private static final double PEN_RADIUS = 1.15;
    private static final double PEN_JITTER = 0.3;
    private static final double MIN_PEN_RADIUS = 0.6;
    private static final double MAX_PEN_RADIUS = 2.0;

    private final Random random;

    Handwriting(Random random) {
        this.random = random;
    }

    /** Draws one digit, black (0) background, onto an image of unit ink. */
    void write(int digit, Ink ink) {
        List<Glyph> glyphs = DigitGlyphs.of(digit);
        Glyph glyph = glyphs.get(random.nextInt(glyphs.size()));
        double[][] points = affine(jittered(glyph.points()));
        double radius = PEN_RADIUS + PEN_JITTER * random.nextGaussian();
        ink.usePen(Math.max(MIN_PEN_RADIUS, Math.min(MAX_PEN_RADIUS, radius)));
        for (double[][] line : glyph.polylines(points)) {
            for (int i = 1; i < line.length; i++) {
                ink.line(line[i - 1], line[i]);
            }
        }
    }

    private double[][] jittered(double[][] points) {
        double[][] moved = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            moved[i] = new double[] {
                points[i][0] + POINT_JITTER * random.nextGaussian(), points[i][1] + POINT_JITTER * random.nextGaussian()
            };
        }
        return moved;
    }

    /** From the glyph's box to pixels, by way of scaling, shearing, turning and shifting about the middle. */
    private double[][] affine(double[][] points) {
        double angle = ROTATION * random.nextGaussian();
        double shear = MEAN_SHEAR + SHEAR * random.nextGaussian();
        double wide = HEIGHT * (MEAN_WIDTH + WIDTH_JITTER * random.nextGaussian());
        double high = HEIGHT * (1 + HEIGHT_JITTER * random.nextGaussian());
        double right = Ink.WIDTH / 2.0 + SHIFT_PIXELS * random.nextGaussian();
        double down = Ink.WIDTH / 2.0 + SHIFT_PIXELS * random.nextGaussian();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double[][] pixels = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            double y = (points[i][1] - 0.5) * high;
            double x = (points[i][0] - 0.5) * wide - shear * y;
            pixels[i] = new double[] {right + cos * x - sin * y, down + sin * x + cos * y};
        }
        return pixels;
    }
}
