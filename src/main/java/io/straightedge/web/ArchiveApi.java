package io.straightedge.web;

import io.straightedge.archive.ArchiveWriter;
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

/** Runs as archives to download. */
final class ArchiveApi {
    private final RunStore store;

    ArchiveApi(RunStore store) {
        this.store = store;
    }

    /** Writes the archive of a run to a temporary file, which {@link #send} removes. */
    Path getRunArchive(Request request) {
        long id = request.run();
        Run run = store.find(id).orElseThrow(() -> new RunControl.NoSuchRunException(id));
        try {
            Path file = Files.createTempFile("straightedge-", ".zip");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                ArchiveWriter.writeRun(store, run, out);
                return file;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the archive of run " + id + " cannot be written", e);
        }
    }

    static Future<Void> send(RoutingContext context, Path file) {
        String name = "straightedge-run-" + context.pathParam("id") + ".zip";
        return context.response()
                .putHeader("Content-Type", "application/zip")
                .putHeader("Content-Encoding", "identity")
                .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .sendFile(file.toString())
                .eventually(() -> context.vertx().fileSystem().delete(file.toString()));
    }
}
