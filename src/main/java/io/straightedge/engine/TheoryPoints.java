package io.straightedge.engine;

import io.straightedge.pwl.Segment;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.NetworkSpec;
import io.straightedge.theory.Chord;
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

    static List<MetricPoint> of(NetworkSpec network, int inputs, List<Segment> segments) {
        Initialisation initialisation = new Initialisation(
                        inputs,
                        network.hidden(),
                        network.weightVariance(),
                        network.biasVariance(),
                        network.lastVariance())
                .scaledBy(network.scale());
        Map<String, Double> sums = new LinkedHashMap<>();
        for (Segment segment : segments) {
            Expectation expected = initialisation.along(Chord.of(segment));
            sums.merge("kinks", expected.kinks(), Double::sum);
            sums.merge("gap_deviation", expected.gapDeviation(), Double::sum);
            sums.merge("deflection_sigma", expected.gapDeviation() * expected.deflectionRatio(), Double::sum);
            for (int l = 0; l < expected.kinksPerLayer().size(); l++) {
                sums.merge("kinks_layer_" + (l + 1), expected.kinksPerLayer().get(l), Double::sum);
            }
        }
        List<MetricPoint> points = new ArrayList<>();
        sums.forEach((name, sum) -> add(points, name, sum / segments.size()));
        double halfWalk = Math.sqrt(sums.getOrDefault("kinks", 0.0) / segments.size()) / 2;
        double gapDeviation = sums.getOrDefault("gap_deviation", Double.NaN) / segments.size();
        add(points, "gap_fluctuation", gapDeviation * halfWalk);
        return points;
    }

    /** What has no expectation has no point. */
    private static void add(List<MetricPoint> points, String name, double value) {
        if (Double.isFinite(value)) {
            points.add(new MetricPoint("theory/" + name, 0, 0, value));
        }
    }
}
