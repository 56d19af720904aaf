package io.straightedge.engine;

import io.straightedge.measure.Ends;
import io.straightedge.measure.GradientChange;
import io.straightedge.measure.Growth;
import io.straightedge.measure.KinkCount;
import io.straightedge.measure.Margin;
import io.straightedge.pwl.OutOfRangeException;
import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import io.straightedge.run.PairReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The measures along the exact paths of a run's pairs, and of the whole gradients at their ends. Not
 * thread-safe: the first network it is given is the reference for growth.
 */
final class PathMeasurement {
    /** Paths held at once. A path of a wide net takes about a megabyte, so this bounds the memory. */
    private static final int PAIRS_AT_ONCE = 32;

    /**
     * Pairs whose whole gradients are taken. For a shallow net a gradient costs many times its path, and
     * the outputs of this many pairs already give the means to a few percent.
     */
    private static final int GRADIENT_PAIRS = 32;

    private final List<Segment> segments;
    private final List<int[]> labels;
    private final boolean normalise;
    private final List<Ends> reference = new ArrayList<>();

    /** @param labels of each segment: class at a and at b, or empty for regression */
    PathMeasurement(List<Segment> segments, List<int[]> labels, boolean normalise) {
        this.segments = segments;
        this.labels = labels;
        this.normalise = normalise;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Takes this network as the reference: the same bits as if it were the first that is measured. */
    void compareWith(ReluNetwork initial) {
        reference.clear();
        try {
            for (int from = 0; from < segments.size(); from += PAIRS_AT_ONCE) {
                initial.restrictAll(batch(from)).forEach(path -> reference.add(Ends.of(path)));
            }
        } catch (OutOfRangeException e) {
            reference.clear(); // as where it was measured: the first network that can be is the reference
        }
    }

    /**
     * Puts the metrics of one network.
     *
     * @param paths is given every path with the number of its pair
     * @param cancelled asked between stretches of every path
     * @return one reading of each pair, in order
     * @throws CancellationException when it says so
     * @throws OutOfRangeException when values on the way through the network are too large or too small to be measured
     */
    List<PairReading> putInto(
            Map<String, Double> values, ReluNetwork network, ObjIntConsumer<Path> paths, BooleanSupplier cancelled) {
        if (reference.size() < segments.size()) {
            reference.clear();
        }
        PathTally raw = new PathTally("path");
        PathTally normalised = new PathTally("normalised");
        List<KinkCount> kinks = new ArrayList<>(segments.size());
        for (int from = 0; from < segments.size(); from += PAIRS_AT_ONCE) {
            long start = System.nanoTime();
            List<Segment> some = batch(from);
            List<Path> found = network.restrictAll(some, fraction -> !cancelled.getAsBoolean());
            raw.addCost(System.nanoTime() - start);
            normalised.addCost(System.nanoTime() - start);
            for (int i = 0; i < found.size(); i++) {
                kinks.add(KinkCount.of(network, some.get(i), found.get(i)));
                tally(from + i, found.get(i), raw, normalised);
                paths.accept(found.get(i), from + i);
            }
        }
        MetricKeys.putKinks(values, raw.putInto(values), kinks);
        if (normalise) {
            normalised.putInto(values);
        }
        if (cancelled.getAsBoolean()) {
            throw new CancellationException();
        }
        putGradients(values, network);
        return raw.readings();
    }

    /** Products in other batches differ in their last bits. */
    private List<Segment> batch(int from) {
        return segments.subList(from, Math.min(from + PAIRS_AT_ONCE, segments.size()));
    }

    private void tally(int pair, Path path, PathTally raw, PathTally normalised) {
        Ends ends = Ends.of(path);
        if (pair == reference.size()) {
            reference.add(ends);
        }
        int[] classes = labels.get(pair);
        Margin margin = classes.length == 0 ? null : Margin.of(ends, classes[0], classes[1]);
        raw.add(path, margin, classes);
        if (normalise) {
            addNormalised(normalised, path, Growth.between(reference.get(pair), ends), margin, classes);
        }
    }

    private static void addNormalised(
            PathTally tally, Path path, @Nullable Growth growth, @Nullable Margin margin, int[] classes) {
        if (growth == null) {
            tally.exclude();
        } else {
            tally.add(growth.normalise(path), margin == null ? null : margin.dividedBy(growth), classes);
        }
    }

    private void putGradients(Map<String, Double> values, ReluNetwork network) {
        long start = System.nanoTime();
        List<Segment> some = segments.subList(0, Math.min(GRADIENT_PAIRS, segments.size()));
        MetricKeys.putGradients(values, GradientChange.ofAll(network, some));
        values.put("measure/gradient_millis", (System.nanoTime() - start) / 1e6);
    }
}
