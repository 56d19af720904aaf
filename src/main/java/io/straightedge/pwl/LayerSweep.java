package io.straightedge.pwl;

import java.util.Arrays;

/**
 * Moves one layer along t, a stretch of breakpoints of the layers below at a time.
 *
 * <p>Over a group of breakpoints z changes by weighted sums of their rows, so all units move by a few
 * passes over those rows. In between, z departs from its chord by at most a quarter of the group's width
 * times the sum of |row_i|, which is at most √count·√Σ row_i². Only units whose chord comes that near to
 * zero are followed from breakpoint to breakpoint; they are hardly more than the kinks.
 *
 * <p>Whether a unit is on is state, changed only where its z is past zero by more than rounding can do.
 * So a unit that touches zero where several layers switch at once stays as it was.
 */
final class LayerSweep {
    /** Breakpoints closer than the rounding of their t, which stays below 64 ulp, may be one. */
    private static final double SAME_PLACE = 64 * 0x1p-53;

    /** Breakpoints passed at a time: more spare passes over the units, fewer spare followed pieces. */
    private static final int GROUP = 16;

    /**
     * A unit that switches slowly brings more rounding along than its change of slope shows. An eighth of
     * it is enough, as tolerances are sixteen deviations wide, and keeps the bound on departures tight.
     */
    private static final double NOISE_MARGIN = 64;

    /** Rows widened at a time where each is used once, so that they stay in the first-level cache. */
    private static final int ROWS_AT_ONCE = 8;

    /** The layer at the stretch's beginning. */
    final Units units;

    final Crossings crossings = new Crossings();
    final RowBlock block;
    private final ReluNetwork.Layer layer;
    private final Units ahead;
    private final RowBlock anchorRows;
    private final double[] addedZ;
    private final double[] addedSlope;
    private final double[] addedSquare;
    private final double[] t;
    private long pieces;

    /** @param stretch how many breakpoints to take at a time, at most */
    LayerSweep(ReluNetwork.Layer layer, long terms, int stretch) {
        this.layer = layer;
        units = new Units(layer.out(), terms);
        ahead = new Units(layer.out(), terms);
        block = new RowBlock(stretch, layer.out());
        anchorRows = new RowBlock(ROWS_AT_ONCE, layer.out());
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
        for (int i = 0; i < below.count(); i++) {
            if (below.on[i]) {
                anchorRows.addWeights(layer.weights(), i, below.z[i], below.slope[i], below.square[i]);
                if (anchorRows.full()) {
                    flushAnchorRows();
                }
            }
        }
        flushAnchorRows();
        units.includeOwnSquares();
        pieces = 0;
    }

    private void flushAnchorRows() {
        anchorRows.sum(0, anchorRows.count(), units.z, units.slope);
        anchorRows.sumSquares(0, anchorRows.count(), units.square);
        anchorRows.clear();
    }

    /** Which units are on just after t = 0; a z that rounding cannot tell from 0 goes where its slope leads. */
    void start(Units below) {
        for (int j = 0; j < units.count(); j++) {
            double z = units.z[j];
            double tolerance = units.tolerance(units.square[j]);
            boolean zero = Math.abs(z) <= tolerance && Math.abs(z) <= units.tolerance(squareOfTerms(below, j));
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
     * Finds the units that switch on a stretch; {@link #units} stays at its beginning until {@link #commit}.
     *
     * @param dense rows of the older breakpoints
     */
    void find(Breakpoints breakpoints, int first, int last, double from, double to, double[][] dense) {
        block.clear();
        crossings.clear();
        units.copyTo(ahead);
        double begin = from;
        int start = first;
        do {
            int stop = Math.min(start + GROUP, last);
            double end = stop == last ? to : breakpoints.t(stop - 1);
            load(breakpoints, start, stop, end, dense);
            pass(start - first, stop - first, begin, end);
            start = stop;
            begin = end;
        } while (start < last);
        crossings.sort();
        ahead.includeOwnSquares();
    }

    private void load(Breakpoints breakpoints, int start, int stop, double end, double[][] dense) {
        for (int i = start; i < stop; i++) {
            double rest = end - breakpoints.t(i);
            t[block.count()] = breakpoints.t(i);
            if (breakpoints.newest(i)) {
                double change = breakpoints.change(i);
                double square = Math.max(change * change, breakpoints.square(i) / NOISE_MARGIN);
                block.addWeights(layer.weights(), breakpoints.unit(i), change * rest, change, square);
            } else {
                block.add(dense[breakpoints.row(i)], rest, 1, 1);
            }
        }
    }

    /** Moves past the block's rows from {@code start} to {@code stop}. */
    private void pass(int start, int stop, double begin, double end) {
        Arrays.fill(addedZ, 0);
        Arrays.fill(addedSlope, 0);
        Arrays.fill(addedSquare, 0);
        block.sum(start, stop, addedZ, addedSlope);
        block.sumSquares(start, stop, addedSquare);
        double width = end - begin;
        double departure = width * width * (stop - start) / 16;
        for (int j = 0; j < addedZ.length; j++) {
            double z = ahead.z[j];
            double zEnd = z + ahead.slope[j] * width + addedZ[j];
            double least = ahead.on[j] ? Math.min(z, zEnd) : -Math.max(z, zEnd);
            double square = ahead.square[j] + addedSquare[j];
            // (a + b)² ≤ 2(a² + b²) spares the roots.
            if (least <= 0 || least * least <= 2 * (departure * addedSquare[j] + units.toleranceSquared(square))) {
                follow(j, start, stop, begin, end, units.tolerance(square));
            }
        }
        ahead.move(end - begin, addedZ, addedSlope, addedSquare);
    }

    /** Takes one unit from breakpoint to breakpoint. */
    private void follow(int unit, int start, int stop, double from, double to, double tolerance) {
        double z = ahead.z[unit];
        double slope = ahead.slope[unit];
        boolean on = ahead.on[unit];
        double begin = from;
        for (int piece = start; piece <= stop; piece++) {
            double stretchEnd = piece < stop ? t[piece] : to;
            double width = stretchEnd - begin;
            double end = z + slope * width;
            if (on ? end < -tolerance : end > tolerance) {
                double root = begin - z / slope;
                crossings.add(Math.min(Math.max(root, begin), stretchEnd), piece, unit, on ? -slope : slope);
                on = !on;
            } else if (on && width > SAME_PLACE && isZero(z, slope, end, tolerance)) {
                crossings.add(begin, piece, unit, -slope);
                on = false;
            }
            if (piece < stop) {
                slope += block.inSlope(piece) * block.row(piece)[unit];
            }
            z = end;
            begin = stretchEnd;
        }
        ahead.on[unit] = on;
    }

    private static boolean isZero(double z, double slope, double end, double tolerance) {
        return Math.abs(z) <= tolerance && Math.abs(end) <= tolerance && Math.abs(slope) <= tolerance;
    }

    /** Moves to the stretch's end. */
    void commit() {
        ahead.copyTo(units);
        pieces += block.count();
    }
}
