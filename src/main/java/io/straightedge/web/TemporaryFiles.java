package io.straightedge.web;

import io.vertx.core.Future;
import io.vertx.core.file.FileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of requests under way. They lie in the data directory, which has room for what is uploaded and where a start
 * finds, and removes, what a server that was killed has left.
 */
final class TemporaryFiles {
    private final Path folder;

    /** @param dataDir which no other server uses */
    TemporaryFiles(Path dataDir) {
        this.folder = dataDir.resolve("tmp");
    }

    /** Makes the folder, empty. */
    Future<Void> open(FileSystem files) {
        return files.exists(folder.toString())
                .compose(exists -> exists ? close(files) : Future.succeededFuture())
                .compose(empty -> files.mkdirs(folder.toString()));
    }

    Path folder() {
        return folder;
    }

    /** A new file, for its user to remove. */
    Path create(String suffix) throws IOException {
        return Files.createTempFile(folder, "", suffix);
    }

    /** Removes the folder with what is in it. */
    Future<Void> close(FileSystem files) {
        return files.deleteRecursive(folder.toString());
    }
}
