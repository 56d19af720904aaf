package io.straightedge.pwl;

/**
 * One layer at some position: pre-activations z, slopes dz/dt, and which units are on.
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

    /** A z or slope closer to 0 than this may be 0, given what it was summed from. */
    double tolerance(double sumOfSquares) {
        return rounding * Math.sqrt(sumOfSquares);
    }

    double toleranceSquared(double sumOfSquares) {
        return rounding * rounding * sumOfSquares;
    }

    void copyTo(Units target) {
        System.arraycopy(z, 0, target.z, 0, z.length);
        System.arraycopy(slope, 0, target.slope, 0, z.length);
        System.arraycopy(square, 0, target.square, 0, z.length);
        System.arraycopy(on, 0, target.on, 0, z.length);
    }

    /** Moves by {@code width} in t, the slopes changing on the way. */
    void move(double width, double[] addedZ, double[] addedSlope, double[] addedSquare) {
        for (int j = 0; j < z.length; j++) {
            z[j] += slope[j] * width + addedZ[j];
        }
        for (int j = 0; j < z.length; j++) {
            slope[j] += addedSlope[j];
        }
        for (int j = 0; j < z.length; j++) {
            square[j] += addedSquare[j];
        }
    }

    /** @throws OutOfRangeException when a unit's values are not in {@link Range} */
    void checkRange(int segment, int layer) {
        for (int j = 0; j < z.length; j++) {
            if (!Range.holdsSquare(square[j]) && !(z[j] == 0 && slope[j] == 0)) {
                throw new OutOfRangeException(segment, layer, Math.sqrt(square[j]));
            }
        }
    }

    /** Terms of one sign add up to more than the root of their squares. */
    void includeOwnSquares() {
        for (int j = 0; j < z.length; j++) {
            square[j] = Math.max(square[j], Math.max(z[j] * z[j], slope[j] * slope[j]));
        }
    }
}
