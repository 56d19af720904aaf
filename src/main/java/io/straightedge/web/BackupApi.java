package io.straightedge.web;

import io.straightedge.backup.Backups;
import io.straightedge.run.RunControl.ConflictException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;

/** Backups of everything, for administrators. */
final class BackupApi {
    private final Backups backups;

    BackupApi(Backups backups) {
        this.backups = backups;
    }

    JsonObject create(Request request) {
        String name = backups.start()
                .orElseThrow(() -> new ConflictException("a backup is being written; ask again when it is there"));
        return new JsonObject().put("name", name);
    }

    JsonObject list(Request request) {
        Backups.State state = backups.state();
        JsonArray whole = new JsonArray();
        state.whole()
                .forEach(backup -> whole.add(new JsonObject()
                        .put("name", backup.name())
                        .put("written", backup.written().toString())
                        .put("bytes", backup.bytes())));
        return new JsonObject()
                .put("backups", whole)
                .put("writing", state.writing())
                .put("failure", state.failure());
    }

    Path get(Request request) {
        return backups.file(request.name()).orElseThrow(() -> missing(request));
    }

    void delete(Request request) {
        if (!backups.delete(request.name())) {
            throw missing(request);
        }
    }

    static Future<Void> send(RoutingContext context, Path file) {
        return context.response()
                .putHeader("Content-Type", "application/zip")
                .putHeader("Content-Encoding", "identity")
                .putHeader("Content-Disposition", "attachment; filename=\"" + file.getFileName() + "\"")
                .sendFile(file.toString());
    }

    private static Errors.NotFoundException missing(Request request) {
        return new Errors.NotFoundException("there is no backup " + request.name());
    }
}
