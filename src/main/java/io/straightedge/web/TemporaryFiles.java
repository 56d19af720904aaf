package io.straightedge.web;

import io.straightedge.disk.DiskSpace;
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
    private final DiskSpace disk;

    /**
     * @param dataDir which no other server uses
     * @param disk that it is on
     */
    TemporaryFiles(Path dataDir, DiskSpace disk) {
        this.folder = dataDir.resolve("tmp");
        this.disk = disk;
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

    /** @throws io.straightedge.disk.DiskFullException when files of so many bytes and what is kept of them have no room */
    void checkRoom(long bytes) {
        disk.check(2 * bytes, "take this upload");
    }

    /**
     * A new file, for its user to remove.
     *
     * @throws io.straightedge.disk.DiskFullException when the disk has no room
     */
    Path create(String suffix) throws IOException {
        disk.check(0, "write this file");
        return Files.createTempFile(folder, "", suffix);
    }

    /** Removes the folder with what is in it. */
    Future<Void> close(FileSystem files) {
        return files.deleteRecursive(folder.toString());
    }
}
