package io.straightedge.pwl;

/**
 * One layer at the sweep's present position: pre-activations z, slopes dz/dt, and which units are on.
 *
 * <p>{@code square} is the sum of the squares of everything that z and its slope were summed from,
 * carried through the layers: what rounding does to z is some small multiple of 2⁻⁵³·√square.
 */
final class Units {
    /**
     * Roundings are independent, so n of them add up to √n; sixteen standard deviations are never seen.
     * This decides only whether a z is told from 0, so being generous costs excursions past zero of
     * relative depth 1e-13, which float64 could not place either.
     */
    private static final double DEVIATIONS = 16 * 0x1p-53;

    final double[] z;
    final double[] slope;
    final double[] square;
    final boolean[] on;
    private final double rounding;

    /** @param terms how many products a path through the network down to this layer has summed */
    Units(int count, long terms) {
        z = new double[count];
        slope = new double[count];
        square = new double[count];
        on = new boolean[count];
        rounding = DEVIATIONS * Math.sqrt(terms);
    }

    int count() {
        return z.length;
    }

    /** A z or slope closer to 0 than this may be 0. */
    double tolerance(int unit) {
        return tolerance2(square[unit]);
    }

    /** As {@link #tolerance}, from a sum of squares. */
    double tolerance2(double sumOfSquares) {
        return rounding * Math.sqrt(sumOfSquares);
    }

    double roundingSquared() {
        return rounding * rounding;
    }
}
