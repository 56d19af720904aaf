package io.straightedge;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** A sample of numbers, sorted. */
record Percentiles(double[] sorted) {
    static Percentiles of(Collection<Double> values) {
        return new Percentiles(
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    static Percentiles of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Percentiles(sorted);
    }

    /** The least value that so many percent of all do not exceed; NaN of none. */
    double at(double percent) {
        int index = (int) Math.ceil(sorted.length * percent / 100) - 1;
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, index)];
    }

    double median() {
        return at(50);
    }

    double greatest() {
        return at(100);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.1f, p95 %.1f, p99 %.1f, greatest %.1f", median(), at(95), at(99), greatest());
    }
}
