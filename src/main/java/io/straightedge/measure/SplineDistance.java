package io.straightedge.measure;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.analysis.interpolation.LinearInterpolator;
import org.hipparchus.analysis.interpolation.SplineInterpolator;

/**
 * How far a network of one input and one output is from the splines through its training samples: the
 * root mean square difference over [min x, max x] ÷ the root mean square of the targets.
 *
 * @param linear from the linear spline, which joins the samples by straight lines
 * @param cubic from the natural cubic spline, whose second derivative is 0 at both ends
 */
public record SplineDistance(double linear, double cubic) {
    /** A cubic spline takes three points. */
    private static final int LEAST_SAMPLES = 3;

    /** Integrates polynomials up to degree 7 exactly; the squared difference from a cubic has 6. */
    private static final int NODES = 4;

    /**
     * @param x inputs as the network sees them (samples); those that are equal count as one with the mean
     *     of their targets
     * @param y targets (samples)
     * @return NaN, undefined, for fewer than three different inputs or targets that are all 0
     */
    public static SplineDistance of(ReluNetwork network, float[] x, float[] y) {
        TreeMap<Float, Double> samples = samples(x, y);
        double size = Math.sqrt(DoubleStream.of(values(samples.values()))
                .map(v -> v * v)
                .average()
                .orElse(0));
        if (samples.size() < LEAST_SAMPLES || size == 0) {
            return new SplineDistance(Double.NaN, Double.NaN);
        }
        double start = samples.firstKey();
        double[] offsets =
                samples.keySet().stream().mapToDouble(at -> at - start).toArray();
        double[] targets = values(samples.values());
        TreeMap<Double, Double> pieces =
                pieces(network, new float[] {samples.firstKey()}, new float[] {samples.lastKey()});
        UnivariateFunction function =
                new LinearInterpolator().interpolate(values(pieces.keySet()), values(pieces.values()));
        TreeSet<Double> all = new TreeSet<>(pieces.keySet());
        Arrays.stream(offsets).forEach(all::add);
        double[] knots = values(all);
        return new SplineDistance(
                distance(function, new LinearInterpolator().interpolate(offsets, targets), knots) / size,
                distance(function, new SplineInterpolator().interpolate(offsets, targets), knots) / size);
    }

    private static TreeMap<Float, Double> samples(float[] x, float[] y) {
        TreeMap<Float, Double> sums = new TreeMap<>();
        TreeMap<Float, Integer> counts = new TreeMap<>();
        for (int i = 0; i < x.length; i++) {
            // −0 and 0 are one input.
            float at = x[i] + 0f;
            sums.merge(at, (double) y[i], Double::sum);
            counts.merge(at, 1, Integer::sum);
        }
        sums.replaceAll((at, sum) -> sum / counts.getOrDefault(at, 1));
        return sums;
    }

    /** The network's values where it bends and at both ends, by distance from the start. */
    private static TreeMap<Double, Double> pieces(ReluNetwork network, float[] from, float[] to) {
        Path path = network.restrict(Segment.between(from, to));
        double[] values = path.values(0);
        TreeMap<Double, Double> pieces = new TreeMap<>();
        pieces.put(0.0, values[0]);
        for (int i = 0; i < path.kinks(); i++) {
            pieces.put(path.t()[i] * path.length(), values[i + 1]);
        }
        pieces.put(path.length(), values[values.length - 1]);
        return pieces;
    }

    /** Root mean square difference of two functions that are polynomials between knots. */
    private static double distance(UnivariateFunction f, UnivariateFunction g, double[] knots) {
        GaussIntegratorFactory rules = new GaussIntegratorFactory();
        double integral = 0;
        for (int i = 1; i < knots.length; i++) {
            GaussIntegrator rule = rules.legendre(NODES, knots[i - 1], knots[i]);
            integral += rule.integrate(s -> Math.pow(f.value(s) - g.value(s), 2));
        }
        return Math.sqrt(integral / (knots[knots.length - 1] - knots[0]));
    }

    private static double[] values(Collection<Double> boxed) {
        return boxed.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
