package io.straightedge.measure;

/**
 * What pairs with kinks add up to; every summary that is not a plain mean is a function of these.
 *
 * @param pairs number of pairs
 * @param kinkSum Σ N
 * @param gapSum Σ of each pair's gap deviation, averaged over outputs
 * @param walkSum Σ over pairs and outputs of deflection/(√N/2)
 * @param walkSquares Σ of its square
 * @param walks number of terms in the last two
 */
record Sums(double pairs, double kinkSum, double gapSum, double walkSum, double walkSquares, double walks) {
    static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

    /**
     * One pair.
     *
     * @param gaps its gap deviation per output
     */
    static Sums of(PairMeasures pair, double[] gaps) {
        double scale = 2 / Math.sqrt(pair.kinks());
        double gapSum = 0;
        double walkSum = 0;
        double walkSquares = 0;
        for (int c = 0; c < gaps.length; c++) {
            double walk = pair.deflection()[c] * scale;
            gapSum += gaps[c];
            walkSum += walk;
            walkSquares += walk * walk;
        }
        return new Sums(1, pair.kinks(), gapSum / gaps.length, walkSum, walkSquares, gaps.length);
    }

    Sums plus(Sums other) {
        return combine(other, 1);
    }

    Sums minus(Sums other) {
        return combine(other, -1);
    }

    double kinks() {
        return kinkSum / pairs;
    }

    double gapDeviation() {
        return gapSum / pairs;
    }

    /** Undefined (NaN) with a single term. */
    double deflectionSigma() {
        double centred = walkSquares - walkSum * walkSum / walks;
        return Math.sqrt(Math.max(centred, 0) / (walks - 1));
    }

    private Sums combine(Sums other, int sign) {
        return new Sums(
                pairs + sign * other.pairs,
                kinkSum + sign * other.kinkSum,
                gapSum + sign * other.gapSum,
                walkSum + sign * other.walkSum,
                walkSquares + sign * other.walkSquares,
                walks + sign * other.walks);
    }
}
