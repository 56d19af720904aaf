package io.straightedge.measure;

/**
 * A mean over pairs.
 *
 * @param value NaN when no pair defines it
 * @param standardError over pairs; NaN with fewer than two
 * @param pairs how many pairs define it
 * @param undefined for how many it is undefined
 */
public record Estimate(double value, double standardError, int pairs, int undefined) {

    /**
     * The mean over pairs of each pair's mean over outputs.
     *
     * @param perPair values of each pair (outputs), NaN where undefined; a pair counts as undefined when
     *     all of its values are
     */
    public static Estimate mean(Iterable<double[]> perPair) {
        int pairs = 0;
        int undefined = 0;
        double mean = 0;
        double squares = 0;
        for (double[] values : perPair) {
            double value = average(values);
            if (Double.isNaN(value)) {
                undefined++;
            } else {
                // Welford's update: no difference of large sums.
                double before = value - mean;
                mean += before / ++pairs;
                squares += before * (value - mean);
            }
        }
        double error = pairs < 2 ? Double.NaN : Math.sqrt(squares / (pairs - 1) / pairs);
        return new Estimate(pairs == 0 ? Double.NaN : mean, error, pairs, undefined);
    }

    /** False when no pair defines the measure. */
    public boolean defined() {
        return pairs > 0;
    }

    /** With further pairs for which the measure is undefined. */
    Estimate withUndefined(int more) {
        return new Estimate(value, standardError, pairs, undefined + more);
    }

    /** The root of a mean square, its error carried through to first order. */
    Estimate squareRoot() {
        double root = Math.sqrt(value);
        return new Estimate(root, standardError / (2 * root), pairs, undefined);
    }

    private static double average(double[] values) {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return sum / count;
    }
}
