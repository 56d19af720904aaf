package io.straightedge.web;

import io.straightedge.archive.ArchiveWriter;
import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunStore;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs and experiments as archives to download. */
final class ArchiveApi {
    private final RunStore store;

    /**
     * An archive that is ready.
     *
     * @param name for the browser
     * @param file temporary
     */
    record Archive(String name, Path file) {}

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    ArchiveApi(RunStore store) {
        this.store = store;
    }

    /** Writes the archive of a run to a temporary file, which {@link #send} removes. */
    Archive getRunArchive(Request request) {
        long id = request.id();
        Run run = store.find(id).orElseThrow(() -> new RunControl.NoSuchRunException(id));
        return write("run-" + id, out -> ArchiveWriter.writeRun(store, run, out));
    }

    /** As {@link #getRunArchive}, for an experiment and all its runs. */
    Archive getExperimentArchive(Request request) {
        long id = request.id();
        Experiment experiment =
                store.experiments().find(id).orElseThrow(() -> new ExperimentControl.NoSuchExperimentException(id));
        return write("experiment-" + id, out -> ArchiveWriter.writeExperiment(store, experiment, out));
    }

    private static Archive write(String name, Content content) {
        try {
            Path file = Files.createTempFile("straightedge-", ".zip");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                content.writeTo(out);
                return new Archive("straightedge-" + name + ".zip", file);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the archive of " + name + " cannot be written", e);
        }
    }

    static Future<Void> send(RoutingContext context, Archive archive) {
        String file = archive.file().toString();
        return context.response()
                .putHeader("Content-Type", "application/zip")
                .putHeader("Content-Encoding", "identity")
                .putHeader("Content-Disposition", "attachment; filename=\"" + archive.name() + "\"")
                .sendFile(file)
                .eventually(() -> context.vertx().fileSystem().delete(file));
    }
}
