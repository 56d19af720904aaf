package io.straightedge.experiment;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * A number with its uncertainty.
 *
 * @param error half-width of the 95 % confidence interval
 */
record Measured(double value, double error) {
    /** Nothing was measured. */
    static final Measured UNKNOWN = new Measured(Double.NaN, Double.POSITIVE_INFINITY);

    private static final double UPPER_TAIL = 0.975;

    /** The mean of independent values, with Student's t; the error is infinite for a single one. */
    static Measured mean(Collection<Double> values) {
        StreamingStatistics statistics = new StreamingStatistics();
        values.forEach(statistics::addValue);
        long n = statistics.getN();
        double error =
                n < 2 ? Double.POSITIVE_INFINITY : statistics.getStandardDeviation() / Math.sqrt(n) * student(n - 1);
        return new Measured(statistics.getMean(), error);
    }

    /**
     * The geometric mean of positive values: ratios average in the logarithm, where a and 1/a cancel. The
     * interval is not symmetric; the error is its upper side, the longer one.
     */
    static Measured geometricMean(Collection<Double> values) {
        Measured log = mean(values.stream().map(Math::log).toList());
        double value = Math.exp(log.value());
        return new Measured(value, value * Math.expm1(log.error()));
    }

    /** The mean of a measure over runs. */
    static Measured mean(List<RunResult> runs, ToDoubleFunction<RunResult> measure) {
        return mean(runs.stream().mapToDouble(measure).boxed().toList());
    }

    /** The geometric mean of a positive measure over runs. */
    static Measured geometricMean(List<RunResult> runs, ToDoubleFunction<RunResult> measure) {
        return geometricMean(runs.stream().mapToDouble(measure).boxed().toList());
    }

    /** The geometric mean of a measure's ratio, seed by seed: what a seed's data does to both cancels. */
    static Measured pairedRatio(List<RunResult> upper, List<RunResult> lower, ToDoubleFunction<RunResult> measure) {
        return geometricMean(upper.stream()
                .flatMap(above -> lower.stream()
                        .filter(below -> below.seed() == above.seed())
                        .map(below -> measure.applyAsDouble(above) / measure.applyAsDouble(below)))
                .toList());
    }

    /** How many standard errors reach as far as the 95 % confidence interval does. */
    static double student(double degreesOfFreedom) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(UPPER_TAIL);
    }

    /** This ÷ another, measured independently; the error is carried through to first order. */
    Measured dividedBy(Measured other) {
        double ratio = value / other.value;
        double relative = Math.hypot(error / value, other.error / other.value);
        return new Measured(ratio, Math.abs(ratio) * relative);
    }

    /** Whether it lies in a range: holds or fails only when the whole confidence interval says so. */
    Verdict within(double low, double high) {
        if (value - error >= low && value + error <= high) {
            return Verdict.HOLDS;
        }
        return value + error < low || value - error > high ? Verdict.FAILS : Verdict.UNCLEAR;
    }

    Verdict above(double low) {
        return within(low, Double.POSITIVE_INFINITY);
    }

    Verdict below(double high) {
        return within(Double.NEGATIVE_INFINITY, high);
    }

    Measured times(double factor) {
        return new Measured(value * factor, error * Math.abs(factor));
    }

    /** For instance {@code −0.498 ± 0.006}: one digit of the error, two where it begins with 1. */
    @Override
    public String toString() {
        if (!Double.isFinite(value) || !Double.isFinite(error)) {
            return plain(value, 3) + " ± ?";
        }
        if (error == 0) {
            return plain(value, 3) + " ± 0";
        }
        BigDecimal rounded = BigDecimal.valueOf(error).round(new MathContext(2, RoundingMode.HALF_UP));
        if (rounded.unscaledValue().intValue() % 100 >= 20) {
            rounded = rounded.round(new MathContext(1, RoundingMode.HALF_UP));
        }
        BigDecimal digits = BigDecimal.valueOf(value).setScale(rounded.scale(), RoundingMode.HALF_UP);
        return minus(digits.toPlainString()) + " ± " + rounded.toPlainString();
    }

    /** A number to so many significant digits. */
    static String plain(double number, int digits) {
        if (!Double.isFinite(number)) {
            return "?";
        }
        BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(digits));
        return minus(rounded.stripTrailingZeros().toPlainString());
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
