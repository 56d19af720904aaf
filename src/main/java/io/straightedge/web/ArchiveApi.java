package io.straightedge.web;

import io.straightedge.archive.ArchiveReader;
import io.straightedge.archive.ArchiveWriter;
import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.Quotas;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs and experiments as archives to download. */
final class ArchiveApi {
    private final RunStore store;
    private final Quotas quotas;
    private final TemporaryFiles temporary;

    /** What an import made, which those who watch do not know of yet. */
    record Import(ArchiveReader.Imported made, List<RunEvent> events) {
        String location() {
            return made.experiment() != null
                    ? "/api/v1/experiments/" + made.experiment()
                    : "/api/v1/runs/" + made.runs().get(0);
        }

        JsonObject toJson() {
            return new JsonObject().put("experiment", made.experiment()).put("runs", new JsonArray(made.runs()));
        }
    }

    ArchiveApi(RunStore store, Quotas quotas, TemporaryFiles temporary) {
        this.store = store;
        this.quotas = quotas;
        this.temporary = temporary;
    }

    /** The archive of a run. */
    TemporaryFiles.Made getRunArchive(Request request) {
        long id = request.id();
        Run run = store.find(id).orElseThrow(() -> new RunControl.NoSuchRunException(id));
        return write("run-" + id, request, out -> ArchiveWriter.writeRun(store, run, out));
    }

    /** As {@link #getRunArchive}, for an experiment and all its runs. */
    TemporaryFiles.Made getExperimentArchive(Request request) {
        long id = request.id();
        Experiment experiment =
                store.experiments().find(id).orElseThrow(() -> new ExperimentControl.NoSuchExperimentException(id));
        return write("experiment-" + id, request, out -> ArchiveWriter.writeExperiment(store, experiment, out));
    }

    /** Imports the archive in field {@code archive} of a form. */
    Import read(Upload upload) {
        try {
            Path file = upload.file("archive");
            long bytes = Files.size(file);
            ArchiveReader.Imported made = ArchiveReader.read(
                    file, store, upload.owner(), points -> quotas.checkStorage(upload.owner(), points, bytes));
            List<RunEvent> events = new ArrayList<>();
            for (long run : made.runs()) {
                store.find(run).ifPresent(found -> events.addAll(store.eventsAfter(run, found.lastSeq() - 1, 1)));
            }
            return new Import(made, events);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive cannot be read", e);
        }
    }

    private TemporaryFiles.Made write(String name, Request request, TemporaryFiles.Content content) {
        return temporary.make("straightedge-" + name + ".zip", TemporaryFiles.ZIP, request, content);
    }
}
