package io.straightedge.web;

import io.straightedge.experiment.Answer;
import io.straightedge.experiment.GuidedExperiment;
import io.straightedge.experiment.GuidedExperiments;
import io.straightedge.experiment.Preset;
import io.straightedge.experiment.ResultReader;
import io.straightedge.experiment.ResultTable;
import io.straightedge.experiment.Results;
import io.straightedge.experiment.RunCsv;
import io.straightedge.query.Field;
import io.straightedge.query.Fields;
import io.straightedge.query.Kind;
import io.straightedge.query.Listing;
import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import io.straightedge.run.ExperimentStore;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.Run;
import io.straightedge.run.RunState;
import io.straightedge.run.RunTally;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each route of experiments does. Every method blocks, on the store at most, and runs on a worker thread. */
final class ExperimentApi {
    private static final int DEFAULT_PAGE = 50;
    private static final Fields<Row> FIELDS = Fields.of(
            List.of(
                    Field.of("id", Kind.NUMBER, row -> row.experiment().id()),
                    Field.of("name", Kind.TEXT, row -> row.experiment().spec().name()),
                    Field.oneOf("state", List.of("running", "interrupted", "finished", "stopped"), row -> row.tally()
                            .state(row.experiment().stopped())
                            .label()),
                    Field.of("owner", Kind.TEXT, row -> row.experiment().owner()),
                    Field.of("notes", Kind.TEXT, row -> row.experiment().spec().notes()),
                    Field.of("created", Kind.TIME, row -> row.experiment().created()),
                    Field.of("guided", Kind.TEXT, row -> row.experiment().spec().guided()),
                    Field.of("preset", Kind.TEXT, row -> row.experiment().spec().preset()),
                    Field.of("runs", Kind.NUMBER, row -> row.tally().total()),
                    Field.of("progress", Kind.NUMBER, row -> row.tally().progress())),
            "name",
            "state");

    private record Row(Experiment experiment, RunTally tally) {}

    private final ExperimentStore store;
    private final ExperimentControl control;

    ExperimentApi(ExperimentStore store, ExperimentControl control) {
        this.store = store;
        this.control = control;
    }

    JsonObject list(Request request) {
        Lists.Wanted<Row> wanted = Lists.Wanted.of(request, FIELDS, true, DEFAULT_PAGE);
        return wanted.answer(
                "experiments",
                Listing.of(
                        (before, limit) -> rows(store.list(before, limit)),
                        row -> row.experiment().id(),
                        wanted.batch()),
                page -> Lists.each(page, row -> json(row.experiment(), row.tally())));
    }

    private List<Row> rows(List<Experiment> experiments) {
        Map<Long, RunTally> tallies =
                store.tallies(experiments.stream().map(Experiment::id).toList());
        return experiments.stream()
                .map(experiment -> new Row(experiment, tallies.getOrDefault(experiment.id(), RunTally.NONE)))
                .toList();
    }

    JsonObject create(Request request) {
        JsonObject body = request.body();
        boolean preset = body.containsKey("guided") && !body.containsKey("base");
        ExperimentSpec spec = preset ? guided(body) : ExperimentSpec.of(body.getMap());
        return json(find(control.create(spec, request.caller().name())));
    }

    JsonObject get(Request request) {
        Experiment experiment = find(request.id());
        Map<Integer, JsonArray> runs = new TreeMap<>();
        for (Run run : store.runs(experiment.id())) {
            runs.computeIfAbsent(run.cell(), cell -> new JsonArray())
                    .getList()
                    .add(
                            0,
                            new JsonObject()
                                    .put("id", run.id())
                                    .put("seed", run.spec().training().seed())
                                    .put("state", run.state().label())
                                    .put("message", run.message())
                                    .put("progress", progress(run)));
        }
        JsonArray cells = new JsonArray();
        for (Cell cell : experiment.spec().cells()) {
            cells.add(new JsonObject()
                    .put("cell", cell.index())
                    .put("values", new JsonObject(cell.values()))
                    .put("runs", runs.getOrDefault(cell.index(), new JsonArray())));
        }
        return json(experiment).put("cells", cells);
    }

    JsonObject act(Request request) {
        long id = request.id();
        JsonObject body = request.body();
        switch (String.valueOf(body.getValue("action"))) {
            case "stop" -> control.stop(id);
            case "extend" -> control.extend(id, ExperimentSpec.readSeeds(withoutAction(body)));
            default -> throw new Errors.BadParameterException("action", body.getString("action"), "stop or extend");
        }
        return json(find(id));
    }

    /** Gives the runs that went with it. */
    List<Long> delete(Request request) {
        return control.delete(request.id());
    }

    JsonObject results(Request request) {
        Experiment experiment = find(request.id());
        String key = Objects.requireNonNullElse(request.text("key"), "path/gap_deviation");
        String when = Objects.requireNonNullElse(request.text("at"), "last");
        ResultTable.At at = ResultTable.At.of(when)
                .orElseThrow(() -> new Errors.BadParameterException("at", when, "first, last or change"));
        List<String> swept = ResultTable.swept(experiment.spec());
        @Nullable String given = request.text("x");
        @Nullable String x = given == null && !swept.isEmpty() ? swept.get(0) : given;
        if (x != null && !swept.contains(x)) {
            throw new Errors.BadParameterException("x", x, "a field that varies: " + String.join(", ", swept));
        }
        Results results = ResultReader.results(store, experiment, ResultTable.keys(key));
        JsonArray points = new JsonArray();
        ResultTable.points(results, key, at, x).forEach(point -> points.add(json(point)));
        return new JsonObject()
                .put("key", key)
                .put("at", at.name().toLowerCase(Locale.ROOT))
                .put("x", x)
                .put("xs", new JsonArray(swept))
                .put("keys", new JsonArray(store.keys(experiment.id())))
                .put("points", points);
    }

    String resultsCsv(Request request) {
        Experiment experiment = find(request.id());
        Set<String> wanted = request.keys("keys");
        List<String> keys = wanted.isEmpty() ? store.keys(experiment.id()) : List.copyOf(wanted);
        long runs = experiment.spec().runs();
        if (runs * keys.size() > Bounds.MAX_CELLS) {
            throw new Errors.BadParameterException(
                    "keys",
                    keys.size() + " metrics of " + runs + " runs",
                    "at most " + Bounds.MAX_CELLS / runs + " metrics, named with commas between them");
        }
        return RunCsv.of(experiment.id(), ResultReader.results(store, experiment, Set.copyOf(keys)), keys);
    }

    JsonObject answer(Request request) {
        Experiment experiment = find(request.id());
        GuidedExperiment guided = GuidedExperiments.find(
                        String.valueOf(experiment.spec().guided()))
                .orElseThrow(() -> new Errors.NotFoundException("experiment " + experiment.id() + " is not guided"));
        Answer answer = guided.answer(ResultReader.results(store, experiment, Set.of()));
        return Json.answer(guided, answer);
    }

    JsonObject listGuided(Request request) {
        JsonArray list = new JsonArray();
        for (GuidedExperiment guided : GuidedExperiments.all()) {
            JsonObject presets = new JsonObject();
            for (Preset preset : Preset.values()) {
                ExperimentSpec spec = guided.spec(preset);
                presets.put(
                        preset.label(),
                        new JsonObject()
                                .put("runs", spec.runs())
                                .put("minutes", guided.minutes(preset))
                                .put("spec", new JsonObject(spec.toMap())));
            }
            list.add(new JsonObject()
                    .put("id", guided.id())
                    .put("title", guided.title())
                    .put("question", guided.question())
                    .put("claim", guided.claim())
                    .put("source", guided.source())
                    .put("presets", presets));
        }
        return new JsonObject().put("guided", list);
    }

    private JsonObject json(Experiment experiment) {
        return json(experiment, store.tallies(List.of(experiment.id())).getOrDefault(experiment.id(), RunTally.NONE));
    }

    private JsonObject json(Experiment experiment, RunTally tally) {
        ExperimentSpec spec = experiment.spec();
        JsonObject counts = new JsonObject().put("total", tally.total());
        for (RunState state : RunState.values()) {
            counts.put(state.label(), tally.count(state));
        }
        OptionalDouble remaining = tally.remainingMillis(control.workers());
        return new JsonObject()
                .put("id", experiment.id())
                .put("name", spec.name())
                .put("notes", spec.notes())
                .put("created", experiment.created().toString())
                .put("guided", spec.guided())
                .put("preset", spec.preset())
                .put("owner", experiment.owner())
                .put("spec", new JsonObject(spec.toMap()))
                .put("state", tally.state(experiment.stopped()).label())
                .put("runs", counts)
                .put("progress", tally.progress())
                .put("elapsedMillis", tally.elapsed(Instant.now()).toMillis())
                .put("remainingMillis", remaining.isPresent() ? Math.round(remaining.getAsDouble()) : null);
    }

    private static JsonObject json(ResultTable.Point point) {
        return new JsonObject()
                .put("cell", point.cell().index())
                .put("values", new JsonObject(point.cell().values()))
                .put("x", point.x())
                .put("group", point.group())
                .put("n", point.n())
                .put("mean", Json.defined(point.mean()))
                .put("sd", Json.defined(point.sd()))
                .put("low", Json.defined(point.low()))
                .put("high", Json.defined(point.high()))
                .put("theory", Json.defined(point.theory()));
    }

    private static double progress(Run run) {
        if (run.state().ended()) {
            return 1;
        }
        return run.setup() == null || run.setup().totalSteps() == 0
                ? 0
                : (double) run.step() / run.setup().totalSteps();
    }

    private static ExperimentSpec guided(JsonObject body) {
        String id = String.valueOf(body.getValue("guided"));
        String preset = String.valueOf(body.getValue("preset", Preset.QUICK.label()));
        GuidedExperiment guided = GuidedExperiments.find(id)
                .orElseThrow(() -> new InvalidSpecException(
                        "guided",
                        "\"" + id + "\" is not known; use "
                                + GuidedExperiments.all().stream()
                                        .map(GuidedExperiment::id)
                                        .collect(Collectors.joining(", "))));
        return guided.spec(Preset.of(preset)
                .orElseThrow(() ->
                        new InvalidSpecException("preset", "\"" + preset + "\" is not known; use quick or full")));
    }

    private static Map<String, Object> withoutAction(JsonObject body) {
        Map<String, Object> fields = new HashMap<>(body.getMap());
        fields.remove("action");
        return fields;
    }

    private Experiment find(long id) {
        return store.find(id).orElseThrow(() -> new ExperimentControl.NoSuchExperimentException(id));
    }
}
