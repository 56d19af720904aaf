package io.straightedge.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Estimates a function of sums over pairs, with the delete-one jackknife for its standard error: √( (n −
 * 1)/n Σ_i (θ_i − θ̄)² ), θ_i the estimate without pair i. Whole pairs are left out because the outputs of
 * one pair are not independent. Source: Efron &amp; Tibshirani, An Introduction to the Bootstrap, 1993.
 */
final class Jackknife {
    private final List<Sums> pairs;
    private final int undefined;
    private final Sums total;

    /** @param undefined how many more pairs there were that define nothing */
    Jackknife(List<Sums> pairs, int undefined) {
        this.pairs = pairs;
        this.undefined = undefined;
        this.total = pairs.stream().reduce(Sums.NONE, Sums::plus);
    }

    Estimate estimate(ToDoubleFunction<Sums> function) {
        int n = pairs.size();
        if (n == 0) {
            return new Estimate(Double.NaN, Double.NaN, 0, undefined);
        }
        double[] without = new double[n];
        double mean = 0;
        for (int p = 0; p < n; p++) {
            without[p] = function.applyAsDouble(total.minus(pairs.get(p)));
            mean += without[p] / n;
        }
        double squares = 0;
        for (double estimate : without) {
            squares += (estimate - mean) * (estimate - mean);
        }
        double error = n < 2 ? Double.NaN : Math.sqrt(squares * (n - 1) / n);
        return new Estimate(function.applyAsDouble(total), error, n, undefined);
    }
}
