package io.straightedge.engine;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.measure.PairSampler;
import io.straightedge.measure.Performance;
import io.straightedge.measure.SplineDistance;
import io.straightedge.pwl.OutOfRangeException;
import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import io.straightedge.run.PairReading;
import io.straightedge.run.PathRecord;
import io.straightedge.run.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that is measured of one network: loss and accuracy, and the measures along the exact path
 * of every pair. Not thread-safe: the first network it is given is the reference for growth.
 */
final class Measurement {
    private static final Logger LOG = LoggerFactory.getLogger(Measurement.class);

    /** Samples that training loss and accuracy are taken on. */
    private static final int TRAIN_SAMPLES = 1000;

    private final Dataset data;
    private final boolean crossEntropy;
    private final PathMeasurement alongPaths;
    private final int keptPaths;
    private final List<Segment> slices;

    /**
     * @param values metric values by key
     * @param paths of the kept pairs
     * @param readings of all pairs
     */
    record Result(Map<String, Double> values, List<PathRecord> paths, List<PairReading> readings) {}

    /** @param keptPaths how many of the first pairs' paths to give back */
    Measurement(Dataset data, TrainingSpec training, boolean normalise, List<PairSampler.Pair> pairs, int keptPaths) {
        this.data = data;
        this.crossEntropy = training.loss().equals(TrainingSpec.CROSS_ENTROPY);
        this.alongPaths = new PathMeasurement(
                pairs.stream().map(pair -> segment(data.train(), pair)).toList(),
                pairs.stream().map(pair -> labels(data.train(), pair)).toList(),
                normalise);
        this.keptPaths = keptPaths;
        this.slices = Slices.through(data.train());
    }

    /** Measures growth against this network, rather than against the first that is measured. */
    void compareWith(ReluNetwork initial) {
        alongPaths.compareWith(initial);
    }

    /** The segments that are measured. */
    List<Segment> segments() {
        return alongPaths.segments();
    }

    /**
     * @param cancelled asked between stretches of every path
     * @throws java.util.concurrent.CancellationException when it says so
     */
    Result of(ReluNetwork network, BooleanSupplier cancelled) {
        Map<String, Double> values = new LinkedHashMap<>();
        putPerformance(values, "train", network, head(data.train(), TRAIN_SAMPLES));
        putPerformance(values, "test", network, data.test());
        if (data.regression() && data.train().dimension() == 1) {
            MetricKeys.putSplines(
                    values,
                    SplineDistance.of(
                            network, data.train().inputs(), data.train().targets()));
        }
        List<PathRecord> kept = new ArrayList<>();
        List<PairReading> readings = List.of();
        try {
            Map<String, Double> measures = new LinkedHashMap<>();
            readings = alongPaths.putInto(
                    measures,
                    network,
                    (path, pair) -> {
                        if (pair < keptPaths) {
                            kept.add(record(pair, path));
                        }
                    },
                    cancelled);
            values.putAll(measures);
        } catch (OutOfRangeException e) {
            // Training that diverges is told by its loss; there is nothing to measure along paths then.
            LOG.debug("no path is measured: {}", e.getMessage());
            kept.clear();
        }
        return new Result(values, kept, readings);
    }

    /** The exact paths through all data of one or two features; none for more. */
    List<PathRecord> slices(ReluNetwork network, BooleanSupplier cancelled) {
        List<PathRecord> records = new ArrayList<>();
        for (Path path : network.restrictAll(slices, fraction -> !cancelled.getAsBoolean())) {
            records.add(record(PathRecord.FIRST_SLICE + records.size(), path));
        }
        return records;
    }

    private void putPerformance(Map<String, Double> values, String group, ReluNetwork network, Samples samples) {
        float[] outputs = network.evaluateBatch(samples.inputs(), samples.size());
        Performance performance = crossEntropy
                ? Performance.crossEntropy(outputs, samples.labels(), samples.outputs())
                : Performance.squaredError(outputs, samples.targets(), samples.labels(), samples.outputs());
        // The training loss itself streams from the training loop, batch by batch.
        if (group.equals("test")) {
            values.put("test/loss", performance.loss());
        }
        if (!data.regression()) {
            values.put(group + "/accuracy", performance.accuracy());
        }
    }

    private static PathRecord record(int pair, Path path) {
        float[] gap = new float[path.gap().length];
        for (int i = 0; i < gap.length; i++) {
            gap[i] = (float) path.gap()[i];
        }
        return new PathRecord(pair, path.length(), path.f0(), path.slope0(), path.t(), path.layer(), path.unit(), gap);
    }

    private static Segment segment(Samples samples, PairSampler.Pair pair) {
        return Segment.between(row(samples, pair.a()), row(samples, pair.b()));
    }

    private static int[] labels(Samples samples, PairSampler.Pair pair) {
        int[] labels = samples.labels();
        return labels.length == 0 ? labels : new int[] {labels[pair.a()], labels[pair.b()]};
    }

    private static float[] row(Samples samples, int index) {
        int d = samples.dimension();
        return Arrays.copyOfRange(samples.inputs(), index * d, (index + 1) * d);
    }

    private static Samples head(Samples samples, int count) {
        if (samples.size() <= count) {
            return samples;
        }
        int d = samples.dimension();
        int k = samples.outputs();
        int[] labels = samples.labels();
        return new Samples(
                count,
                d,
                k,
                Arrays.copyOf(samples.inputs(), count * d),
                Arrays.copyOf(samples.raw(), count * d),
                Arrays.copyOf(samples.targets(), count * k),
                labels.length == 0 ? labels : Arrays.copyOf(labels, count));
    }
}
