package io.straightedge.data;

import io.straightedge.data.DownloadProgress.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the files of one dataset into its directory, each only when it is whole and has its checksum. */
final class Download {
    static final String PART = ".part";

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    private static final long MOST_BYTES = 64L << 20;
    private static final int BUFFER_BYTES = 1 << 16;

    private final URI base;
    private final Map<String, String> checksums;
    private final Path directory;
    private final Duration patience;
    private volatile DownloadProgress progress;

    /**
     * @param base address of the folder of the files
     * @param checksums MD5 in hexadecimal, by file name
     * @param patience how long to wait for a connection, and for more of a file
     */
    Download(URI base, Map<String, String> checksums, Path directory, Duration patience) {
        this.patience = patience;
        this.base = base;
        this.checksums = checksums;
        this.directory = directory;
        this.progress = progress(State.NONE, 0, 0, "");
    }

    DownloadProgress progress() {
        return progress;
    }

    /**
     * Begins in the background, unless it is under way.
     *
     * @throws DatasetException when nothing can be written where the files belong
     */
    synchronized void start() {
        if (progress.state() == State.RUNNING) {
            return;
        }
        requireWritable();
        progress = progress(State.RUNNING, 0, 0, "");
        Thread thread = new Thread(this::fetchAll, "download " + directory.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    private void requireWritable() {
        String advice = "; let the server write there, name another --datasets-dir, or put "
                + String.join(", ", checksums.keySet()) + " there yourself";
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new DatasetException("name", "the folder " + directory + " cannot be made" + advice);
        }
        if (!Files.isWritable(directory)) {
            throw new DatasetException("name", "the folder " + directory + " cannot be written to" + advice);
        }
    }

    private void fetchAll() {
        try {
            Files.createDirectories(directory);
            for (Map.Entry<String, String> file : checksums.entrySet()) {
                Path target = directory.resolve(file.getKey());
                if (!Files.exists(target)) {
                    fetch(file.getKey(), file.getValue(), target);
                }
                progress = progress(State.RUNNING, progress.bytes(), progress.files() + 1, "");
            }
            progress = progress(State.DONE, progress.bytes(), progress.files(), "");
        } catch (IOException | RuntimeException e) {
            LOG.info("download of {}", base, e);
            fail(e instanceof UnknownHostException ? "no such host, or offline" : String.valueOf(e.getMessage()));
        }
    }

    private DownloadProgress progress(State state, long bytes, int files, String message) {
        return new DownloadProgress(state, bytes, files, checksums.size(), message);
    }

    private void fail(String reason) {
        progress = progress(
                State.FAILED,
                progress.bytes(),
                progress.files(),
                "could not be downloaded from " + base.getHost() + " (" + reason
                        + "); try again when the server is online, or put " + String.join(", ", checksums.keySet())
                        + " into " + directory);
    }

    private void fetch(String name, String checksum, Path target) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) base.resolve(name).toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        Path part = directory.resolve(name + PART);
        try {
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(name + ": status " + connection.getResponseCode());
            }
            String found;
            try (InputStream in = connection.getInputStream()) {
                found = copy(in, part, name);
            }
            if (!found.equals(checksum)) {
                throw new IOException(name + ": checksum " + found + ", expected " + checksum);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            connection.disconnect();
            Files.deleteIfExists(part);
        }
    }

    /** Returns the checksum of what was copied. */
    private String copy(InputStream in, Path part, String name) throws IOException {
        MessageDigest digest = md5();
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (OutputStream out = Files.newOutputStream(part)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                digest.update(buffer, 0, read);
                size += read;
                if (size > MOST_BYTES) {
                    throw new IOException(name + ": more than " + MOST_BYTES + " bytes");
                }
                progress = progress(State.RUNNING, progress.bytes() + read, progress.files(), "");
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The checksum the publishers of these files give; it finds damage, not malice. */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
