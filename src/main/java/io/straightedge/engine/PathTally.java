package io.straightedge.engine;

import io.straightedge.measure.Estimate;
import io.straightedge.measure.Estimator;
import io.straightedge.measure.Margin;
import io.straightedge.measure.PairMeasures;
import io.straightedge.measure.PairSummary;
import io.straightedge.measure.PathSummary;
import io.straightedge.pwl.Path;
import io.straightedge.run.PairReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the measures of a run's pairs for one group of metric keys. */
final class PathTally {
    private static final double[] UNDEFINED = {Double.NaN};

    private final String group;
    private final List<PairMeasures> pairs = new ArrayList<>();
    private final List<double[]> margins = new ArrayList<>();
    private final List<double[]> labelBends = new ArrayList<>();
    private int excluded;
    private long nanos;

    /** @param group {@code path} for the outputs as they are, {@code normalised} for divided by growth */
    PathTally(String group) {
        this.group = group;
    }

    /** @param labels class at each end, or empty for regression */
    void add(Path path, @Nullable Margin margin, int[] labels) {
        long start = System.nanoTime();
        PairMeasures measures = PairMeasures.of(path);
        pairs.add(measures);
        margins.add(margin == null ? UNDEFINED : new double[] {margin.mean()});
        boolean oneClass = labels.length == 2 && labels[0] == labels[1];
        labelBends.add(oneClass ? new double[] {measures.bend().max()[labels[0]]} : UNDEFINED);
        addCost(System.nanoTime() - start);
    }

    /** Counts a pair that has no measures in this group. */
    void exclude() {
        excluded++;
    }

    /** Adds wall time that was spent on the pairs elsewhere. */
    void addCost(long moreNanos) {
        nanos += moreNanos;
    }

    /** One reading of each pair, in order. */
    List<PairReading> readings() {
        return pairs.stream().map(PathTally::reading).toList();
    }

    /** Puts the summary's metrics and gives the summary back. */
    PathSummary putInto(Map<String, Double> values) {
        PathSummary summary = PathSummary.of(pairs, excluded, Estimator.EXACT, Duration.ofNanos(nanos));
        MetricKeys.putMeasures(values, group, summary);
        MetricKeys.put(values, group + "/margin", Estimate.mean(margins));
        MetricKeys.put(values, group + "/label_bend", Estimate.mean(labelBends));
        return summary;
    }

    private static PairReading reading(PairMeasures measures) {
        PairSummary pair = PairSummary.of(measures);
        return new PairReading(
                pair.kinks(),
                (float) pair.gapDeviation(),
                (float) pair.deflectionRatio(),
                (float) pair.maxBend(),
                (float) pair.straightness());
    }
}
