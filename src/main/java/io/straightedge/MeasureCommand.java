package io.straightedge;

import io.straightedge.measure.Estimate;
import io.straightedge.measure.Estimator;
import io.straightedge.measure.KinkCount;
import io.straightedge.measure.PairMeasures;
import io.straightedge.measure.PathSummary;
import io.straightedge.measure.SampledEstimator;
import io.straightedge.pwl.OutOfRangeException;
import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import io.straightedge.web.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a network that was trained elsewhere. */
@Command(
        name = "measure",
        description = "Measures a network along the segments between pairs of samples.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class MeasureCommand implements Callable<Integer> {
    /** Paths held at once: a path of a wide net takes about a megabyte. */
    private static final int PAIRS_AT_ONCE = 32;

    private static final Duration WARM_UP = Duration.ofMillis(200);
    private static final int WARM_UP_POINTS = 2;

    @Option(names = "--network", required = true, description = "arrays W1 (inputs × units), b1, W2, b2, …")
    private java.nio.file.Path networkFile = java.nio.file.Path.of("");

    @Option(names = "--pairs", required = true, description = "arrays a and b, each (pairs × inputs)")
    private java.nio.file.Path pairsFile = java.nio.file.Path.of("");

    @Option(names = "--estimator", description = "exact or sampled", defaultValue = "exact")
    private Estimator estimator = Estimator.EXACT;

    @Option(names = "--kinks", description = "also print every kink (exact only)")
    private boolean kinks;

    @Option(names = "--out", description = "where to write the JSON (default: standard output)")
    private java.nio.file.@Nullable Path out;

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        NpzNetwork loaded = NpzNetwork.read(networkFile);
        NpzPairs given = NpzPairs.read(pairsFile, loaded.network().inputs());
        List<String> notes = new ArrayList<>(loaded.notes());
        notes.addAll(given.notes());
        notes.forEach(Terminal::note);
        long read = System.nanoTime();
        warmUp(loaded.network(), given.segments());
        long warm = System.nanoTime();
        List<PairMeasures> measures = new ArrayList<>();
        JsonArray pairs = measure(loaded.network(), given.segments(), measures);
        Duration cost = Duration.ofNanos(System.nanoTime() - warm);
        print(new JsonObject()
                .put("network", describe(loaded.network()).put("rounding", loaded.rounding()))
                .put("estimator", estimator.name().toLowerCase(Locale.ROOT))
                .put("notes", new JsonArray(notes))
                .put("pairs", pairs)
                .put("summary", summary(PathSummary.of(measures, 0, estimator, cost)))
                .put("loadMillis", (read - start) / 1e6)
                .put("warmUpMillis", (warm - read) / 1e6)
                .put("millis", cost.toNanos() / 1e6));
        return 0;
    }

    /** Loads the native libraries and has the hot loops compiled, for a short while at most. */
    private void warmUp(ReluNetwork network, List<Segment> segments) {
        List<Segment> one = segments.subList(0, Math.min(1, segments.size()));
        long end = System.nanoTime() + WARM_UP.toNanos();
        try {
            do {
                if (estimator == Estimator.EXACT) {
                    network.restrictAll(one, fraction -> System.nanoTime() < end);
                } else {
                    new SampledEstimator(network, WARM_UP_POINTS).measure(one);
                }
            } while (System.nanoTime() < end);
        } catch (CancellationException | OutOfRangeException e) {
            return; // long enough; what is out of range will be told with the number of its pair
        }
    }

    private JsonArray measure(ReluNetwork network, List<Segment> segments, List<PairMeasures> measures)
            throws IOException {
        JsonArray pairs = new JsonArray();
        for (int from = 0; from < segments.size(); from += PAIRS_AT_ONCE) {
            List<Segment> some = segments.subList(from, Math.min(from + PAIRS_AT_ONCE, segments.size()));
            try {
                if (estimator == Estimator.EXACT) {
                    exact(network, some, measures, pairs);
                } else {
                    sampled(network, some, measures, pairs);
                }
            } catch (OutOfRangeException e) {
                throw new IOException(pairsFile + ", pair " + (from + e.segment()) + ": " + e.getMessage(), e);
            }
        }
        return pairs;
    }

    private void exact(ReluNetwork network, List<Segment> segments, List<PairMeasures> measures, JsonArray pairs) {
        List<Path> paths = network.restrictAll(segments);
        for (int i = 0; i < paths.size(); i++) {
            Path path = paths.get(i);
            PairMeasures measured = PairMeasures.of(path);
            measures.add(measured);
            int[] perLayer = KinkCount.of(network, segments.get(i), path).perLayer();
            JsonObject json = pair(measured, path.length()).put("kinksPerLayer", whole(perLayer));
            pairs.add(kinks ? withKinks(json, path) : json);
        }
    }

    private static void sampled(
            ReluNetwork network, List<Segment> segments, List<PairMeasures> measures, JsonArray pairs) {
        List<PairMeasures> measured = new SampledEstimator(network).measure(segments);
        for (int i = 0; i < measured.size(); i++) {
            measures.add(measured.get(i));
            pairs.add(pair(measured.get(i), segments.get(i).length()));
        }
    }

    private static JsonObject pair(PairMeasures pair, double length) {
        double[] gaps = pair.gapDeviation();
        return new JsonObject()
                .put("length", length)
                .put("kinks", pair.kinks())
                .put("gapDeviation", gaps == null ? null : numbers(gaps))
                .put("deflection", numbers(pair.deflection()))
                .put("maxBend", numbers(pair.bend().max()))
                .put("rmsBend", numbers(pair.bend().rms()))
                .put("nullBend", numbers(pair.nullBend()))
                .put("straightness", defined(pair.straightness()))
                .put("totalVariation", pair.totalVariation());
    }

    private static JsonObject withKinks(JsonObject json, Path path) {
        JsonArray gaps = new JsonArray();
        for (int i = 0; i < path.kinks(); i++) {
            JsonArray gap = new JsonArray();
            for (int c = 0; c < path.outputs(); c++) {
                gap.add(Json.number(path.gap(i, c)));
            }
            gaps.add(gap);
        }
        return json.put("t", numbers(path.t()))
                .put("layer", whole(path.layer()))
                .put("unit", whole(path.unit()))
                .put("gap", gaps)
                .put("slope0", numbers(path.slope0()))
                .put("f0", numbers(path.f0()));
    }

    private static JsonObject summary(PathSummary summary) {
        JsonObject json = new JsonObject();
        put(json, "gapDeviation", summary.gapDeviation());
        put(json, "deflection", summary.deflection());
        put(json, "deflectionSigma", summary.deflectionSigma());
        put(json, "deflectionRatio", summary.deflectionRatio());
        put(json, "fluctuation", summary.gapFluctuation());
        put(json, "deflectionFluctuation", summary.deflectionFluctuation());
        put(json, "meanKinks", summary.kinks());
        put(json, "maxBend", summary.maxBend());
        put(json, "rmsBend", summary.rmsBend());
        put(json, "nullBend", summary.nullBend());
        put(json, "straightness", summary.straightness());
        put(json, "totalVariation", summary.totalVariation());
        JsonArray structure = new JsonArray();
        summary.structure().forEach(estimate -> structure.add(Json.defined(estimate.value())));
        return json.put("structure", structure)
                .put("pairs", summary.kinks().pairs())
                .put("undefinedPairs", summary.gapDeviation().undefined());
    }

    /** A value and its standard error; null where undefined. */
    private static void put(JsonObject json, String name, Estimate estimate) {
        json.put(name, Json.defined(estimate.value()));
        json.put(name + "Error", Json.defined(estimate.standardError()));
    }

    private static JsonObject describe(ReluNetwork network) {
        JsonArray layers = new JsonArray().add(network.inputs());
        long parameters = 0;
        for (ReluNetwork.Layer layer : network.layers()) {
            layers.add(layer.out());
            parameters += (layer.in() + 1L) * layer.out();
        }
        return new JsonObject().put("layers", layers).put("parameters", parameters);
    }

    private void print(JsonObject json) throws IOException {
        if (out == null) {
            System.out.println(json.encode());
        } else {
            Files.writeString(out, json.encode() + "\n");
        }
    }

    private static JsonArray numbers(double[] values) {
        JsonArray json = new JsonArray();
        for (double value : values) {
            json.add(Json.number(value));
        }
        return json;
    }

    /** As {@link #numbers}, with null for what is undefined. */
    private static JsonArray defined(double[] values) {
        JsonArray json = new JsonArray();
        for (double value : values) {
            json.add(Json.defined(value));
        }
        return json;
    }

    private static JsonArray whole(int[] values) {
        return new JsonArray(Arrays.stream(values).boxed().toList());
    }
}
