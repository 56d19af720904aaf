package io.straightedge.web;

import io.straightedge.experiment.Answer;
import io.straightedge.experiment.ChartHint;
import io.straightedge.experiment.GuidedExperiment;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.ThinnedSeries;
import io.straightedge.theory.Chord;
import io.straightedge.theory.Expectation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The vocabulary of {@code run} in the form the API and the live channel send. */
public final class Json {
    private Json() {}

    public static JsonObject run(Run run) {
        return new JsonObject()
                .put("id", run.id())
                .put("name", run.labels().name())
                .put("tags", new JsonArray(run.labels().tags()))
                .put("notes", run.labels().notes())
                .put("version", run.version())
                .put("state", run.state().label())
                .put("message", run.message())
                .put("created", text(run.created()))
                .put("started", text(run.started()))
                .put("ended", text(run.ended()))
                .put("step", run.step())
                .put("lastSeq", run.lastSeq())
                .put("experiment", run.experiment())
                .put("cell", run.cell())
                .put("owner", run.owner())
                .put("spec", new JsonObject(run.spec().toMap()))
                .put("setup", run.setup() == null ? null : setup(run.setup()));
    }

    /** The event that tells a run's labels, from the run as {@link #run} gives it. */
    static JsonObject labels(JsonObject run) {
        JsonObject event = new JsonObject().put("run", run.getValue("id")).put("type", "labels");
        List.of("name", "tags", "notes", "version").forEach(field -> event.put(field, run.getValue(field)));
        return event;
    }

    /** One event; {@code null} stands for nothing to say of it on the wire. */
    static JsonObject event(RunEvent event) {
        JsonObject json = new JsonObject().put("run", event.run()).put("seq", event.seq());
        if (event instanceof RunEvent.StateChanged changed) {
            json.put("type", "state")
                    .put("state", changed.state().label())
                    .put("message", changed.message())
                    .put("at", text(changed.at()));
        } else if (event instanceof RunEvent.SetUp setUp) {
            json.put("type", "setup").put("setup", setup(setUp.setup()));
        } else if (event instanceof RunEvent.Points points) {
            json.put("type", "points").put("points", points(points.points()));
        } else if (event instanceof RunEvent.Paths paths) {
            json.put("type", "path").put("step", paths.step());
        }
        return json;
    }

    static JsonObject series(List<MetricPoint> points) {
        JsonArray steps = new JsonArray();
        JsonArray millis = new JsonArray();
        JsonArray values = new JsonArray();
        for (MetricPoint point : points) {
            steps.add(point.step());
            millis.add(point.millis());
            values.add(number(point.value()));
        }
        return new JsonObject().put("steps", steps).put("millis", millis).put("values", values);
    }

    /** Every series by its key. */
    public static JsonObject allSeries(Map<String, List<MetricPoint>> metrics) {
        JsonObject json = new JsonObject();
        metrics.forEach((key, points) -> json.put(key, series(points)));
        return json;
    }

    /** Every series by its key, with how many points it has in all and how many of those are not finite. */
    static JsonObject thinnedSeries(Map<String, ThinnedSeries> metrics) {
        JsonObject json = new JsonObject();
        metrics.forEach((key, series) -> json.put(
                key, series(series.points()).put("total", series.total()).put("notFinite", series.notFinite())));
        return json;
    }

    /** Numbers by name. */
    static JsonObject numbers(Map<String, Double> values) {
        JsonObject json = new JsonObject();
        values.forEach((name, value) -> json.put(name, number(value)));
        return json;
    }

    static JsonObject pair(PairRecord pair) {
        return new JsonObject().put("pair", pair.pair()).put("a", end(pair.a())).put("b", end(pair.b()));
    }

    /** Column by column, pair by pair; {@code kept} are the numbers of those whose paths can be asked for. */
    static JsonObject readings(
            long run, long step, List<MeasuredPair> pairs, List<PairReading> readings, List<PairRecord> kept) {
        List<MeasuredPair> read = readings.isEmpty() ? List.of() : pairs;
        return new JsonObject()
                .put("run", run)
                .put("step", step)
                .put("kept", column(kept, PairRecord::pair))
                .put("a", column(read, MeasuredPair::a))
                .put("b", column(read, MeasuredPair::b))
                .put("classA", column(read, pair -> classIndex(pair.classA())))
                .put("classB", column(read, pair -> classIndex(pair.classB())))
                .put("kinks", column(readings, PairReading::kinks))
                .put("gapDeviation", column(readings, reading -> defined(reading.gapDeviation())))
                .put("deflectionRatio", column(readings, reading -> defined(reading.deflectionRatio())))
                .put("maxBend", column(readings, reading -> defined(reading.maxBend())))
                .put("straightness", column(readings, reading -> defined(reading.straightness())));
    }

    static JsonObject path(long run, long step, PathRecord path) {
        int outputs = path.f0().length;
        JsonArray gaps = new JsonArray();
        for (int i = 0; i < path.t().length; i++) {
            JsonArray gap = new JsonArray();
            for (int c = 0; c < outputs; c++) {
                gap.add(number(path.gap()[i * outputs + c]));
            }
            gaps.add(gap);
        }
        return new JsonObject()
                .put("run", run)
                .put("step", step)
                .put("pair", path.pair())
                .put("length", number(path.length()))
                .put("f0", numbers(path.f0()))
                .put("slope0", numbers(path.slope0()))
                .put("t", numbers(path.t()))
                .put("layer", whole(path.layer()))
                .put("unit", whole(path.unit()))
                .put("gap", gaps);
    }

    /** A guided experiment and what the data says about its claim. */
    public static JsonObject answer(GuidedExperiment guided, Answer answer) {
        ChartHint chart = guided.chart();
        return new JsonObject()
                .put("guided", guided.id())
                .put("question", guided.question())
                .put("expected", guided.claim())
                .put("verdict", answer.verdict().name().toLowerCase(Locale.ROOT))
                .put("text", answer.text())
                .put("measured", defined(answer.measured()))
                .put("error", defined(answer.error()))
                .put(
                        "chart",
                        new JsonObject()
                                .put("key", chart.key())
                                .put("at", chart.at())
                                .put("x", chart.x())
                                .put("logX", chart.logX())
                                .put("logY", chart.logY()));
    }

    /** What theory expects along a segment; {@code null} is undefined. */
    public static JsonObject expectation(Chord chord, Expectation expected) {
        return new JsonObject()
                .put("length", chord.length())
                .put("kinks", expected.kinks())
                .put("kinksPerLayer", new JsonArray(expected.kinksPerLayer()))
                .put("gapDeviation", defined(expected.gapDeviation()))
                .put("deflectionRatio", defined(expected.deflectionRatio()))
                .put("squaredGaps", expected.squaredGaps())
                .put("squaredChange", defined(expected.squaredChange()))
                .put("fluctuation", expected.fluctuation());
    }

    /** Null for NaN, which stands for undefined here. */
    public static @Nullable Object defined(double value) {
        return Double.isNaN(value) ? null : number(value);
    }

    private static @Nullable Object defined(float value) {
        return Float.isNaN(value) ? null : number(value);
    }

    /** NaN and infinities are no JSON numbers; they travel as the strings that name them. */
    public static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    /** As {@link #number(double)}, with only the digits that a float has. */
    private static Object number(float value) {
        return Float.isFinite(value) ? (Object) value : Float.toString(value);
    }

    private static JsonObject setup(RunSetup setup) {
        return new JsonObject()
                .put("totalSteps", setup.totalSteps())
                .put("stepsPerEpoch", setup.stepsPerEpoch())
                .put("layers", new JsonArray(setup.layers()))
                .put("parameters", setup.parameters())
                .put("data", setup.data())
                .put("outputNames", new JsonArray(setup.outputNames()))
                .put("environment", new JsonObject(new LinkedHashMap<>(setup.environment())));
    }

    private static JsonArray points(List<MetricPoint> points) {
        JsonArray json = new JsonArray();
        for (MetricPoint point : points) {
            json.add(new JsonArray()
                    .add(point.key())
                    .add(point.step())
                    .add(point.millis())
                    .add(number(point.value())));
        }
        return json;
    }

    private static JsonObject end(PairRecord.End end) {
        JsonArray input = new JsonArray();
        for (float value : end.input()) {
            input.add(number(value));
        }
        return new JsonObject()
                .put("sample", end.sample())
                .put("label", end.label())
                .put("width", end.width())
                .put("input", input);
    }

    private static @Nullable Integer classIndex(int index) {
        return index < 0 ? null : index;
    }

    private static <T> JsonArray column(List<T> rows, Function<T, @Nullable Object> value) {
        JsonArray json = new JsonArray();
        rows.forEach(row -> json.add(value.apply(row)));
        return json;
    }

    private static JsonArray numbers(double[] values) {
        JsonArray json = new JsonArray();
        for (double value : values) {
            json.add(number(value));
        }
        return json;
    }

    private static JsonArray whole(int[] values) {
        JsonArray json = new JsonArray();
        for (int value : values) {
            json.add(value);
        }
        return json;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
