package io.straightedge.web;

import io.straightedge.query.Listing;
import io.straightedge.run.MetricQuery;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunStore;
import io.straightedge.theory.Chord;
import io.straightedge.theory.Initialisation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What each route of the API does. Every method blocks, on the store at most, and runs on a worker
 * thread; how an answer is sent is {@link Routes}' part.
 */
final class Api {
    private static final int DEFAULT_PAGE = 100;

    private final RunStore store;
    private final RunControl control;
    private final MetricReader metrics;
    private final TemporaryFiles temporary;

    Api(RunStore store, RunControl control, TemporaryFiles temporary) {
        this.store = store;
        this.control = control;
        this.metrics = new MetricReader(store);
        this.temporary = temporary;
    }

    /** What to expect at initialisation between two samples of given norms and inner product. */
    JsonObject getTheory(Request request) {
        try {
            Initialisation initialisation = Initialisation.ofLayers(
                    request.wholeList("layers", Bounds.MAX_LAYERS, Bounds.MAX_WIDTH),
                    request.decimal("weight_variance", 2.0),
                    request.decimal("bias_variance", 0.0),
                    request.decimal("last_variance", 1.0));
            Chord chord = Chord.of(
                    request.decimal("norm_a", null), request.decimal("norm_b", null), request.decimal("dot", null));
            return Json.expectation(chord, initialisation.along(chord));
        } catch (IllegalArgumentException e) {
            throw new Errors.BadRequestException(e.getMessage(), e);
        }
    }

    JsonObject listRuns(Request request) {
        Lists.Wanted<RunFields.Row> wanted = Lists.Wanted.of(request, RunFields.ALL, true, DEFAULT_PAGE);
        Set<String> asked = RunFields.metrics(wanted.listing().fields());
        Set<String> shown = request.keys("last");
        List<Long> queue = control.queue();
        return wanted.answer(
                "runs",
                Listing.of(
                        (before, limit) -> rows(store.list(before, limit), asked),
                        row -> row.run().id(),
                        wanted.batch()),
                page -> Lists.each(
                        rows(page.stream().map(RunFields.Row::run).toList(), shown),
                        row -> json(row.run(), queue).put("last", Json.numbers(row.last()))));
    }

    /** @param keys of the metrics whose last values are wanted */
    private List<RunFields.Row> rows(List<Run> runs, Set<String> keys) {
        Map<Long, Map<String, Double>> last =
                store.lastValues(runs.stream().map(Run::id).toList(), keys);
        return runs.stream()
                .map(run -> new RunFields.Row(run, last.getOrDefault(run.id(), Map.of())))
                .toList();
    }

    JsonObject createRun(Request request) {
        return Json.run(control.submit(
                RunSpec.of(request.body().getMap()), request.caller().name()));
    }

    JsonObject getRun(Request request) {
        return json(find(request), control.queue());
    }

    /** Changes name, tags or notes. */
    JsonObject labelRun(Request request) {
        Run run = find(request);
        RunLabels.Change change = run.labels().changed(request.body().getMap());
        return Optional.of(change)
                .filter(made -> made.version() == run.version())
                .flatMap(made -> store.label(run.id(), made.labels(), made.version()))
                .map(changed -> json(changed, control.queue()))
                .orElseThrow(() -> new RunControl.StaleVersionException(
                        run.id(), change.version(), find(request).version()));
    }

    void deleteRun(Request request) {
        control.delete(request.id());
    }

    /** The answer is empty, but for a clone: that is the new run. */
    JsonObject actOnRun(Request request) {
        String action = request.body().getString("action");
        long run = request.id();
        switch (String.valueOf(action)) {
            case "pause" -> control.pause(run);
            case "resume" -> control.resume(run);
            case "stop" -> control.stop(run);
            case "clone" -> {
                return json(control.again(run, request.caller().name()), control.queue());
            }
            case "move" -> control.move(run, request.bodyWhole("position", 0, Integer.MAX_VALUE));
            default -> throw new Errors.BadParameterException("action", action, "pause, resume, stop, clone or move");
        }
        return new JsonObject();
    }

    /** The points up to the answer's {@code seq}: live events after that number complete them. */
    JsonObject getMetrics(Request request) {
        Run run = find(request);
        int most = (int) request.whole("max_points", 4, Integer.MAX_VALUE, 0);
        MetricQuery query = query(request, run);
        return new JsonObject()
                .put("run", run.id())
                .put("seq", run.lastSeq())
                .put(
                        "series",
                        most == 0
                                ? Json.allSeries(metrics.all(query))
                                : Json.thinnedSeries(store.thinnedMetrics(query, most)));
    }

    /** What names the thinned points of a run that has ended: there will be no others. */
    Optional<String> lastingMetrics(Request request) {
        Run run = find(request);
        boolean lasts = run.state().ended() && request.text("max_points") != null;
        return lasts ? Optional.of(request.uri() + ' ' + run.lastSeq()) : Optional.empty();
    }

    /** Lossless: whoever asks for a file wants every point. */
    TemporaryFiles.Made getMetricsCsv(Request request) {
        Run run = find(request);
        MetricQuery query = query(request, run);
        return temporary.make("run-" + run.id() + ".csv", "text/csv; charset=utf-8", request, out -> {
            Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            metrics.writeCsv(query, csv);
            csv.flush();
        });
    }

    JsonObject listPairs(Request request) {
        Run run = find(request);
        JsonArray pairs = new JsonArray();
        store.pairs(run.id()).forEach(pair -> pairs.add(Json.pair(pair)));
        return new JsonObject()
                .put("pairs", pairs)
                .put("steps", new JsonArray(new ArrayList<>(store.pathSteps(run.id()))));
    }

    /** Empty columns where the step has no readings, as in runs from archives of version 1. */
    JsonObject getReadings(Request request) {
        Run run = find(request);
        long step = stepOf(request, run);
        return Json.readings(
                run.id(), step, store.measuredPairs(run.id()), store.readings(run.id(), step), store.pairs(run.id()));
    }

    JsonObject getPath(Request request) {
        Run run = find(request);
        int pair = (int) request.whole("pair", 0, Integer.MAX_VALUE, 0);
        long step = stepOf(request, run);
        PathRecord path = store.path(run.id(), step, pair)
                .orElseThrow(() -> new Errors.NotFoundException(
                        "run " + run.id() + " has no path of pair " + pair + " at step " + step));
        return Json.path(run.id(), step, path);
    }

    /** What names what was measured of a run at a step; not where the newest is asked for. */
    Optional<String> lastingMeasurement(Request request) {
        find(request);
        return Optional.ofNullable(request.text("step")).map(step -> request.uri());
    }

    /** The step that is asked for, or the newest with paths. */
    private long stepOf(Request request, Run run) {
        List<Long> steps = store.pathSteps(run.id());
        if (steps.isEmpty()) {
            throw new Errors.NotFoundException("run " + run.id() + " has no measured step yet");
        }
        return request.whole("step", 0, Long.MAX_VALUE, steps.get(steps.size() - 1));
    }

    private static MetricQuery query(Request request, Run run) {
        long start = request.whole("start_step", 0, Long.MAX_VALUE, 0);
        return MetricQuery.of(run.id(), request.keys("keys"))
                .events(request.whole("after", 0, Long.MAX_VALUE, 0), run.lastSeq())
                .steps(start, request.whole("end_step", start, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private static JsonObject json(Run run, List<Long> queue) {
        int position = queue.indexOf(run.id());
        return Json.run(run).put("queuePosition", position < 0 ? null : position);
    }

    /** @throws RunControl.NoSuchRunException when the run in the path is not there */
    Run find(Request request) {
        long id = request.id();
        return store.find(id).orElseThrow(() -> new RunControl.NoSuchRunException(id));
    }
}
