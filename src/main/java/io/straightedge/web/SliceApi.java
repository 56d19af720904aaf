package io.straightedge.web;

import io.straightedge.data.Box;
import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** The function of runs on data of one or two features: exact slices through it, and the samples it was fitted to. */
final class SliceApi {
    private static final int MOST_SAMPLES = 2000;

    private final RunStore store;
    private final Function<RunSpec, Dataset> data;

    SliceApi(RunStore store, Function<RunSpec, Dataset> data) {
        this.store = store;
        this.data = data;
    }

    /** Training samples as the network sees them, and the box around them that the slices cross. */
    JsonObject samples(Request request) {
        Run run = find(request);
        Samples samples = data.apply(run.spec()).train();
        if (samples.dimension() > 2) {
            throw new Errors.NotFoundException("run " + run.id() + " has data of " + samples.dimension()
                    + " features; samples can be drawn with one or two");
        }
        Box box = Box.around(samples);
        JsonArray list = new JsonArray();
        for (int i = 0; i < Math.min(MOST_SAMPLES, samples.size()); i++) {
            JsonArray input = new JsonArray();
            for (int j = 0; j < samples.dimension(); j++) {
                input.add(samples.inputs()[i * samples.dimension() + j]);
            }
            JsonObject sample = new JsonObject().put("input", input);
            if (samples.labels().length == 0) {
                sample.put("value", samples.targets()[i]);
            } else {
                sample.put("label", samples.labels()[i]);
            }
            list.add(sample);
        }
        return new JsonObject()
                .put("run", run.id())
                .put("low", array(box.low()))
                .put("high", array(box.high()))
                .put("total", samples.size())
                .put("samples", list);
    }

    /** The slices of one measured step; the newest when none is named, and none before the first. */
    JsonObject slices(Request request) {
        Run run = find(request);
        List<Long> steps = store.pathSteps(run.id());
        long newest = steps.isEmpty() ? 0 : steps.get(steps.size() - 1);
        long step = request.whole("step", 0, Long.MAX_VALUE, newest);
        JsonArray slices = new JsonArray();
        for (PathRecord slice : store.slices(run.id(), step)) {
            slices.add(Json.path(run.id(), step, slice));
        }
        return new JsonObject().put("run", run.id()).put("step", step).put("slices", slices);
    }

    private Run find(Request request) {
        long id = request.id();
        return store.find(id).orElseThrow(() -> new RunControl.NoSuchRunException(id));
    }

    private static JsonArray array(float[] values) {
        JsonArray array = new JsonArray();
        for (float value : values) {
            array.add(value);
        }
        return array;
    }
}
