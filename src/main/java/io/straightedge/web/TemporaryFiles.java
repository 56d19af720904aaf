package io.straightedge.web;

import io.straightedge.disk.DiskSpace;
import io.vertx.core.Future;
import io.vertx.core.file.FileSystem;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Files of requests under way. They lie in the data directory, which has room for what is uploaded and where a start
 * finds, and removes, what a server that was killed has left.
 */
final class TemporaryFiles {
    static final String ZIP = "application/zip";

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
     * A file that is ready to be sent.
     *
     * @param name for the browser
     * @param type its media type
     * @param zipped whether it is compressed on its way
     */
    record Made(String name, String type, boolean zipped, Path file) {}

    /** What a file is to hold. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, compressed where the client takes that; {@link #send} removes it.
     *
     * @throws io.straightedge.disk.DiskFullException when the disk has no room
     */
    Made make(String name, String type, Request request, Content content) {
        disk.check(0, "write this file");
        boolean zipped = !type.equals(ZIP) && Gzip.accepted(request.acceptEncoding());
        try {
            Path file = Files.createTempFile(folder, "", ".part");
            try (OutputStream plain = new BufferedOutputStream(Files.newOutputStream(file));
                    OutputStream out = zipped ? new GZIPOutputStream(plain) : plain) {
                content.writeTo(out);
                return new Made(name, type, zipped, file);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be written", e);
        }
    }

    static Future<Void> send(RoutingContext context, Made made) {
        String file = made.file().toString();
        return context.response()
                .putHeader("Content-Type", made.type())
                .putHeader("Content-Encoding", made.zipped() ? "gzip" : "identity")
                .putHeader("Content-Disposition", "attachment; filename=\"" + made.name() + "\"")
                .sendFile(file)
                .eventually(() -> context.vertx().fileSystem().delete(file));
    }

    /** Removes the folder with what is in it. */
    Future<Void> close(FileSystem files) {
        return files.deleteRecursive(folder.toString());
    }
}
