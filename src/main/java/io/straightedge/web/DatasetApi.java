package io.straightedge.web;

import io.straightedge.data.Dataset;
import io.straightedge.data.DatasetEntry;
import io.straightedge.data.DatasetException;
import io.straightedge.data.Datasets;
import io.straightedge.data.DownloadProgress;
import io.straightedge.data.Samples;
import io.straightedge.data.TableChoices;
import io.straightedge.query.Field;
import io.straightedge.query.Fields;
import io.straightedge.query.Kind;
import io.straightedge.run.Quotas;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunSpec;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the routes of datasets do. Every method blocks, on files, and runs on a worker thread. */
final class DatasetApi {
    private static final int DEFAULT_SAMPLES = 60;
    private static final int MOST_SAMPLES = 500;
    private static final int MOST_VALUES = 400_000;

    private final Datasets datasets;
    private final Quotas quotas;
    private final Fields<DatasetEntry> fields;

    DatasetApi(Datasets datasets, Quotas quotas) {
        this.datasets = datasets;
        this.quotas = quotas;
        this.fields = Fields.of(
                List.of(
                        Field.of("name", Kind.TEXT, DatasetEntry::name),
                        Field.of("title", Kind.TEXT, DatasetEntry::title),
                        Field.of("description", Kind.TEXT, DatasetEntry::description),
                        Field.oneOf("kind", List.of("classification", "regression"), DatasetApi::kind),
                        Field.of("available", Kind.FLAG, DatasetEntry::available),
                        Field.of("dimension", Kind.NUMBER, DatasetEntry::dimension),
                        Field.of("classes", Kind.NUMBER, DatasetEntry::classes),
                        Field.of("maxSamples", Kind.NUMBER, DatasetEntry::maxSamples),
                        Field.of("uploaded", Kind.FLAG, entry -> datasets.uploaded(entry.name())),
                        Field.of("owner", Kind.TEXT, entry -> datasets.owner(entry.name()))),
                "name",
                "title",
                "description");
    }

    JsonObject list(Request request) {
        return Lists.answer(request, "datasets", fields, datasets.list(), this::json);
    }

    /** Keeps the dataset of a form, which has a table, or images and their labels. */
    JsonObject create(Upload upload) {
        String name = String.valueOf(upload.text("name"));
        quotas.checkStorage(upload.owner(), 0, upload.bytes());
        if (upload.has("file")) {
            TableChoices choices = TableChoices.read(upload::text);
            if (choices.label() == null) {
                throw new DatasetException("label", "is missing; name the column that holds the class of each sample");
            }
            datasets.addTable(name, upload.file("file"), choices, upload.owner());
        } else {
            datasets.addImages(name, upload.file("images"), upload.file("labels"), upload.owner());
        }
        return json(find(name));
    }

    /** What would be kept of a form, which may have no name yet. */
    JsonObject preview(Upload upload) {
        return UploadPreviews.json(
                upload.has("file")
                        ? datasets.previewTable(upload.file("file"), TableChoices.read(upload::text))
                        : datasets.previewImages(upload.file("images"), upload.file("labels")));
    }

    void delete(Request request) {
        DatasetEntry entry = find(request.name());
        if (!datasets.uploaded(entry.name())) {
            throw new RunControl.ConflictException(
                    entry.name() + " comes with Straightedge; only uploaded datasets can be deleted");
        }
        datasets.remove(entry.name());
    }

    JsonObject act(Request request) {
        DatasetEntry entry = find(request.name());
        @Nullable String action = request.body().getString("action");
        if (!"download".equals(action)) {
            throw new Errors.BadParameterException("action", action, "download");
        }
        datasets.startDownload(entry.name());
        return json(entry);
    }

    /** A few samples as they are, with their class or value. */
    JsonObject samples(Request request) {
        DatasetEntry entry = find(request.name());
        int most = Math.min(MOST_SAMPLES, Math.max(2, MOST_VALUES / Math.max(1, entry.dimension())));
        int count = (int) request.whole("count", 1, most, Math.min(DEFAULT_SAMPLES, most));
        boolean test = "test".equals(request.text("part"));
        Dataset data = datasets.preview(entry.name(), count);
        Samples samples = test ? data.test() : data.train();
        JsonArray list = new JsonArray();
        for (int i = 0; i < Math.min(count, samples.size()); i++) {
            JsonArray input = new JsonArray();
            for (int j = 0; j < samples.dimension(); j++) {
                input.add(samples.raw()[i * samples.dimension() + j]);
            }
            JsonObject sample = new JsonObject().put("input", input);
            if (data.regression()) {
                sample.put("value", samples.targets()[i]);
            } else {
                sample.put("label", samples.labels()[i]);
            }
            list.add(sample);
        }
        return new JsonObject()
                .put("name", entry.name())
                .put("description", data.description())
                .put("outputNames", new JsonArray(data.outputNames()))
                .put("width", data.imageWidth())
                .put("samples", list);
    }

    private DatasetEntry find(String name) {
        return datasets.list().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Errors.NotFoundException("there is no dataset " + name));
    }

    private JsonObject json(DatasetEntry entry) {
        @Nullable DownloadProgress download = datasets.download(entry.name());
        return new JsonObject()
                .put("name", entry.name())
                .put("title", entry.title())
                .put("description", entry.description())
                .put("kind", kind(entry))
                .put("available", entry.available())
                .put("problem", entry.problem())
                .put("dimension", entry.dimension())
                .put("classes", entry.classes())
                .put("imageWidth", entry.imageWidth())
                .put("maxSamples", entry.maxSamples())
                .put("uploaded", datasets.uploaded(entry.name()))
                .put("owner", datasets.owner(entry.name()))
                .put("download", download == null ? null : json(download))
                .put("spec", new JsonObject(defaultRun(entry).toMap()));
    }

    private static String kind(DatasetEntry entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject json(DownloadProgress download) {
        return new JsonObject()
                .put("state", download.state().name().toLowerCase(Locale.ROOT))
                .put("bytes", download.bytes())
                .put("files", download.files())
                .put("allFiles", download.allFiles())
                .put("message", download.message());
    }

    /** The defaults of a run on it, as far as it has so many samples. */
    private static RunSpec defaultRun(DatasetEntry entry) {
        Map<String, Object> dataset = new HashMap<>(Map.of("name", entry.name()));
        RunSpec usual = RunSpec.of(Map.of("dataset", dataset));
        if (entry.available() && entry.maxSamples() < usual.dataset().samples()) {
            dataset.put("samples", entry.maxSamples());
        }
        if (entry.imageWidth() > 0) {
            dataset.put("rescale", true);
        }
        return RunSpec.of(Map.of("dataset", dataset));
    }
}
