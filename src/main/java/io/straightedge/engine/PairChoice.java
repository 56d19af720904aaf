package io.straightedge.engine;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.measure.PairSampler;
import io.straightedge.run.MeasureSpec;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.PairRecord;
import io.straightedge.run.RunSpec;
import io.straightedge.text.Count;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs that a run measures. Those whose paths are kept come first: they show each class, or pair of classes. */
final class PairChoice {
    private static final int LEAST_KEPT = 4;
    private static final int MOST_KEPT = 10;

    /**
     * Hidden units of all kept pairs. A unit takes about 20 bytes of a path with ten outputs, so the paths
     * of a step take 0.2 MB, and four pairs of a wider net more.
     */
    private static final int KEPT_UNITS = 10_000;

    private final Dataset data;
    private final List<PairSampler.Pair> pairs;
    private final int kept;

    /** @throws IllegalStateException when the data holds no pair of the wanted kind */
    PairChoice(Dataset data, RunSpec spec) {
        this.data = data;
        List<PairSampler.Pair> drawn = draw(data, spec);
        int units = spec.network().hidden().stream().mapToInt(Integer::intValue).sum();
        List<PairSampler.Pair> keptPairs =
                representatives(drawn, Math.max(LEAST_KEPT, Math.min(MOST_KEPT, KEPT_UNITS / units)));
        this.kept = keptPairs.size();
        this.pairs = new ArrayList<>(keptPairs);
        drawn.stream().filter(pair -> !keptPairs.contains(pair)).forEach(pairs::add);
    }

    List<PairSampler.Pair> pairs() {
        return pairs;
    }

    /** How many of the first pairs keep their paths. */
    int kept() {
        return kept;
    }

    List<PairRecord> keptRecords() {
        List<PairRecord> records = new ArrayList<>();
        for (PairSampler.Pair pair : pairs.subList(0, kept)) {
            records.add(new PairRecord(records.size(), end(pair.a()), end(pair.b())));
        }
        return records;
    }

    List<MeasuredPair> measured() {
        return pairs.stream()
                .map(pair -> new MeasuredPair(pair.a(), pair.b(), label(pair.a()), label(pair.b())))
                .toList();
    }

    /** The first pair of each class or pair of classes, in their order, and further ones where these are few. */
    private List<PairSampler.Pair> representatives(List<PairSampler.Pair> drawn, int most) {
        Map<List<Integer>, PairSampler.Pair> byClasses = new LinkedHashMap<>();
        for (PairSampler.Pair pair : drawn) {
            byClasses.putIfAbsent(classes(pair), pair);
        }
        List<PairSampler.Pair> chosen =
                new ArrayList<>(byClasses.values().stream().limit(most).toList());
        for (PairSampler.Pair pair : drawn) {
            if (chosen.size() < LEAST_KEPT && !chosen.contains(pair)) {
                chosen.add(pair);
            }
        }
        chosen.sort(
                Comparator.comparing((PairSampler.Pair pair) -> classes(pair).get(0))
                        .thenComparing(pair -> classes(pair).get(1)));
        return chosen;
    }

    private List<Integer> classes(PairSampler.Pair pair) {
        int a = label(pair.a());
        int b = label(pair.b());
        return List.of(Math.min(a, b), Math.max(a, b));
    }

    /** -1 for regression. */
    private int label(int sample) {
        return data.regression() ? -1 : data.train().labels()[sample];
    }

    private PairRecord.End end(int sample) {
        Samples samples = data.train();
        @Nullable String label = data.regression() ? null : data.outputNames().get(label(sample));
        int d = samples.dimension();
        float[] raw = Arrays.copyOfRange(samples.raw(), sample * d, (sample + 1) * d);
        return new PairRecord.End(sample, label, raw, data.imageWidth());
    }

    private static List<PairSampler.Pair> draw(Dataset data, RunSpec spec) {
        MeasureSpec measure = spec.measure();
        Samples samples = data.train();
        PairSampler sampler = new PairSampler(
                samples.size(), samples.labels(), spec.training().seed());
        List<PairSampler.Pair> pairs =
                switch (measure.kind()) {
                    case MeasureSpec.SAME -> sampler.sameClass(measure.pairs());
                    case MeasureSpec.DIFFERENT -> sampler.differentClass(measure.pairs());
                    default -> sampler.random(measure.pairs());
                };
        List<PairSampler.Pair> distinct = pairs.stream()
                .filter(pair -> !Arrays.equals(input(samples, pair.a()), input(samples, pair.b())))
                .toList();
        if (distinct.isEmpty()) {
            throw new IllegalStateException("measure.kind: the " + Count.of(samples.size(), "training sample")
                    + " hold no pair of kind " + measure.kind()
                    + " whose two samples differ; use another kind, more samples, or data that differ more");
        }
        return distinct;
    }

    private static float[] input(Samples samples, int sample) {
        int d = samples.dimension();
        return Arrays.copyOfRange(samples.inputs(), sample * d, (sample + 1) * d);
    }
}
