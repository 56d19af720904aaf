package io.straightedge.pwl;

import java.util.Arrays;

/**
 * Moves one layer along t, a stretch of breakpoints of the layers below at a time.
 *
 * <p>Over a stretch z changes by weighted sums of the breakpoints' rows, so all units move by a few
 * passes over those rows. By Cauchy and Schwarz |Σ row_i·(t − t_i)| ≤ √Σ(T − t_i)²·√Σ row_i², which
 * with the linear part bounds how near a unit comes to zero; only units that may reach it are followed
 * from breakpoint to breakpoint. Over a path these are a few times the kinks.
 *
 * <p>Whether a unit is on is state, changed only where its z is past zero by more than rounding can do.
 * So a unit that touches zero where several layers switch at once stays as it was.
 */
final class LayerSweep {
    /** Breakpoints closer than the rounding of their t, which stays below 64 ulp, may be one. */
    private static final double SAME_PLACE = 64 * 0x1p-53;

    final Units units;
    final Crossings crossings = new Crossings();
    final RowBlock block;
    private final ReluNetwork.Layer layer;
    private final double[] addedZ;
    private final double[] addedSlope;
    private final double[] addedSquare;
    private final double[] t;
    private long pieces;

    /** @param stretch how many breakpoints to take at a time, at most */
    LayerSweep(ReluNetwork.Layer layer, long terms, int stretch) {
        this.layer = layer;
        units = new Units(layer.out(), terms);
        block = new RowBlock(stretch, layer.out());
        addedZ = new double[layer.out()];
        addedSlope = new double[layer.out()];
        addedSquare = new double[layer.out()];
        t = new double[stretch + 1];
    }

    int stretch() {
        return block.capacity();
    }

    /** How many products one unit sums. */
    int terms() {
        return layer.in();
    }

    /** How many breakpoints ago z was taken afresh. */
    long piecesSinceAnchor() {
        return pieces;
    }

    /** Takes z and slopes afresh from the layer below. */
    void anchor(Units below) {
        float[] biases = layer.biases();
        for (int j = 0; j < biases.length; j++) {
            units.z[j] = biases[j];
            units.square[j] = (double) biases[j] * biases[j];
        }
        Arrays.fill(units.slope, 0);
        block.clear();
        for (int i = 0; i < below.count(); i++) {
            if (below.on[i]) {
                block.addWeights(layer.weights(), i, below.z[i], below.slope[i], below.square[i]);
                if (block.count() == block.capacity()) {
                    block.sum(units.z, units.slope, units.square);
                    block.clear();
                }
            }
        }
        block.sum(units.z, units.slope, units.square);
        includeOwnSquares();
        pieces = 0;
    }

    /** Which units are on just after t = 0; a z that rounding cannot tell from 0 goes where its slope leads. */
    void start(Units below) {
        for (int j = 0; j < units.count(); j++) {
            double z = units.z[j];
            double tolerance = units.tolerance(j);
            boolean zero = Math.abs(z) <= tolerance && Math.abs(z) <= units.tolerance2(squareOfTerms(below, j));
            units.on[j] = zero ? units.slope[j] > tolerance : z > 0;
        }
    }

    private double squareOfTerms(Units below, int unit) {
        double sum = (double) layer.biases()[unit] * layer.biases()[unit];
        for (int i = 0; i < below.count(); i++) {
            if (below.on[i]) {
                double term = below.z[i] * layer.weights()[i * layer.out() + unit];
                sum += term * term;
            }
        }
        return sum;
    }

    /**
     * Finds the units that switch on a stretch; the state stays at its beginning until {@link #commit}.
     *
     * @param dense rows of the older breakpoints
     */
    void find(Breakpoints breakpoints, int first, int last, double from, double to, double[][] dense) {
        block.clear();
        double reach = 0;
        for (int i = first; i < last; i++) {
            double rest = to - breakpoints.t(i);
            reach += rest * rest;
            t[i - first] = breakpoints.t(i);
            if (breakpoints.newest(i)) {
                double change = breakpoints.change(i);
                double square = Math.max(change * change, breakpoints.square(i));
                block.addWeights(layer.weights(), breakpoints.unit(i), change * rest, change, square);
            } else {
                block.add(dense[breakpoints.row(i)], rest, 1, 1);
            }
        }
        t[last - first] = to;
        Arrays.fill(addedZ, 0);
        Arrays.fill(addedSlope, 0);
        Arrays.fill(addedSquare, 0);
        block.sum(addedZ, addedSlope, addedSquare);
        crossings.clear();
        follow(from, to - from, reach);
        crossings.sort();
    }

    private void follow(double from, double width, double reach) {
        double rounding = units.roundingSquared();
        for (int j = 0; j < addedZ.length; j++) {
            double z = units.z[j];
            double end = z + units.slope[j] * width;
            double least = units.on[j] ? Math.min(z, end) : -Math.max(z, end);
            double square = units.square[j] + addedSquare[j];
            // (a + b)² ≤ 2(a² + b²) spares the roots.
            if (least <= 0 || least * least <= 2 * (reach * addedSquare[j] + rounding * square)) {
                follow(j, from, units.tolerance2(square));
            }
        }
    }

    private void follow(int unit, double from, double tolerance) {
        double z = units.z[unit];
        double slope = units.slope[unit];
        boolean on = units.on[unit];
        double begin = from;
        for (int piece = 0; piece <= block.count(); piece++) {
            double width = t[piece] - begin;
            double end = z + slope * width;
            if (on ? end < -tolerance : end > tolerance) {
                double root = begin - z / slope;
                crossings.add(Math.min(Math.max(root, begin), t[piece]), piece, unit, on ? -slope : slope);
                on = !on;
            } else if (on && width > SAME_PLACE && isZero(z, slope, end, tolerance)) {
                crossings.add(begin, piece, unit, -slope);
                on = false;
            }
            if (piece < block.count()) {
                slope += block.change(piece) * block.row(piece)[unit];
            }
            z = end;
            begin = t[piece];
        }
    }

    private static boolean isZero(double z, double slope, double end, double tolerance) {
        return Math.abs(z) <= tolerance && Math.abs(end) <= tolerance && Math.abs(slope) <= tolerance;
    }

    /** Moves to the stretch's end. */
    void commit(double width) {
        for (int j = 0; j < addedZ.length; j++) {
            units.z[j] += units.slope[j] * width + addedZ[j];
            units.slope[j] += addedSlope[j];
            units.square[j] += addedSquare[j];
        }
        includeOwnSquares();
        for (int i = 0; i < crossings.count(); i++) {
            int unit = crossings.unit(i);
            units.on[unit] = !units.on[unit];
        }
        pieces += block.count();
    }

    /** Terms of one sign add up to more than the root of their squares. */
    private void includeOwnSquares() {
        for (int j = 0; j < addedZ.length; j++) {
            double z = units.z[j];
            double slope = units.slope[j];
            units.square[j] = Math.max(units.square[j], Math.max(z * z, slope * slope));
        }
    }
}
