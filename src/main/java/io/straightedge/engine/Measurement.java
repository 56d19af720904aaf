package io.straightedge.engine;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.measure.Growth;
import io.straightedge.measure.PairMeasures;
import io.straightedge.measure.PairSampler;
import io.straightedge.measure.PathSummary;
import io.straightedge.measure.Performance;
import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import io.straightedge.run.PathRecord;
import io.straightedge.run.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured of one network: loss and accuracy, and the measures along the exact path
 * of every pair. Not thread-safe: the first network it is given is the reference for growth.
 */
final class Measurement {
    /** Paths held at once. A path of a wide net takes about a megabyte, so this bounds the memory. */
    private static final int PAIRS_AT_ONCE = 32;

    /** Samples that training loss and accuracy are taken on. */
    private static final int TRAIN_SAMPLES = 1000;

    private final Dataset data;
    private final boolean crossEntropy;
    private final boolean normalise;
    private final List<Segment> segments;
    private final int keptPaths;
    private @Nullable ReluNetwork reference;

    /** @param values metric values by key; @param paths of the kept pairs */
    record Result(Map<String, Double> values, List<PathRecord> paths) {}

    /** The measurement was told to give up. */
    static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** @param keptPaths how many of the first pairs' paths to give back */
    Measurement(Dataset data, TrainingSpec training, boolean normalise, List<PairSampler.Pair> pairs, int keptPaths) {
        this.data = data;
        this.crossEntropy = training.loss().equals(TrainingSpec.CROSS_ENTROPY);
        this.normalise = normalise;
        this.keptPaths = keptPaths;
        this.segments = pairs.stream()
                .map(pair -> Segment.between(row(data.train(), pair.a()), row(data.train(), pair.b())))
                .toList();
    }

    /** The segments that are measured. */
    List<Segment> segments() {
        return segments;
    }

    /**
     * @param cancelled asked between pairs
     * @throws CancelledException when it says so
     */
    Result of(ReluNetwork network, BooleanSupplier cancelled) {
        if (reference == null) {
            reference = network;
        }
        Map<String, Double> values = new LinkedHashMap<>();
        putPerformance(values, "train", network, head(data.train(), TRAIN_SAMPLES));
        putPerformance(values, "test", network, data.test());
        List<PathRecord> kept = new ArrayList<>();
        putPathMeasures(values, kept, network, reference, cancelled);
        return new Result(values, kept);
    }

    private void putPathMeasures(
            Map<String, Double> values,
            List<PathRecord> kept,
            ReluNetwork network,
            ReluNetwork origin,
            BooleanSupplier cancelled) {
        List<PairMeasures> raw = new ArrayList<>(segments.size());
        List<PairMeasures> normalised = new ArrayList<>();
        for (int from = 0; from < segments.size(); from += PAIRS_AT_ONCE) {
            if (cancelled.getAsBoolean()) {
                throw new CancelledException();
            }
            List<Segment> some = segments.subList(from, Math.min(from + PAIRS_AT_ONCE, segments.size()));
            List<Path> paths = network.restrictAll(some);
            for (int i = 0; i < paths.size(); i++) {
                raw.add(PairMeasures.of(paths.get(i)));
                Growth growth = normalise ? Growth.between(origin, network, some.get(i)) : null;
                if (growth != null) {
                    normalised.add(PairMeasures.of(growth.normalise(paths.get(i))));
                }
                if (from + i < keptPaths) {
                    kept.add(record(from + i, paths.get(i)));
                }
            }
        }
        PathSummary summary = PathSummary.of(raw, 0);
        MetricKeys.putKinks(values, summary);
        MetricKeys.putMeasures(values, "path", summary);
        if (normalise) {
            MetricKeys.putMeasures(values, "normalised", PathSummary.of(normalised, raw.size() - normalised.size()));
        }
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
