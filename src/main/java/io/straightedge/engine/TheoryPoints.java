package io.straightedge.engine;

import io.straightedge.pwl.Segment;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.NetworkSpec;
import io.straightedge.theory.Expectation;
import io.straightedge.theory.Initialisation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What theory expects of a run's pairs at initialisation, as points at step 0 with the keys {@code
 * theory/…}: the means over pairs of what the measures of the same name are means of.
 */
final class TheoryPoints {
    private TheoryPoints() {}

    /** @param widths from input to output */
    static List<MetricPoint> of(NetworkSpec network, List<Integer> widths, List<Segment> segments) {
        double scale = network.scale() * network.scale();
        Initialisation initialisation = new Initialisation(
                widths, network.weightVariance() * scale, network.biasVariance(), network.lastVariance() * scale);
        Map<String, Double> values = new LinkedHashMap<>();
        for (Segment segment : segments) {
            Expectation expected = initialisation.along(segment);
            add(values, "kinks", expected.kinks(), segments);
            add(values, "gap_deviation", expected.gapDeviation(), segments);
            for (int l = 0; l < expected.kinksPerLayer().length; l++) {
                add(values, "kinks_layer_" + (l + 1), expected.kinksPerLayer()[l], segments);
            }
        }
        double kinks = values.getOrDefault("kinks", 0.0);
        double gapDeviation = values.getOrDefault("gap_deviation", Double.NaN);
        values.put("gap_fluctuation", gapDeviation * Math.sqrt(kinks) / 2);
        List<MetricPoint> points = new ArrayList<>();
        values.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                points.add(new MetricPoint("theory/" + name, 0, 0, value));
            }
        });
        return points;
    }

    private static void add(Map<String, Double> values, String name, double value, List<Segment> segments) {
        values.merge(name, value / segments.size(), Double::sum);
    }
}
