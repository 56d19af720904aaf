package io.straightedge.backup;

import io.straightedge.disk.DiskSpace;
import io.straightedge.disk.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups that a server has written to a folder, and the one that it writes now, in the background. */
public final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final Pattern NAME = Pattern.compile("straightedge-\\d{8}T\\d{6}Z\\.zip");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern(
                    "'straightedge-'yyyyMMdd'T'HHmmss'Z.zip'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path folder;
    private final BackupWriter writer;
    private final DiskSpace disk;
    private final Clock clock;
    private @Nullable String writing;
    private @Nullable String failure;

    /** One that is whole. */
    public record Backup(String name, Instant written, long bytes) {}

    /**
     * How it stands.
     *
     * @param whole the newest first
     * @param writing name of the one that is being written, or null
     * @param failure why the last one was not written, or null
     */
    public record State(List<Backup> whole, @Nullable String writing, @Nullable String failure) {}

    /**
     * @param folder made with the first backup; what an earlier server left half written is removed from it
     * @param disk that the folder is on
     */
    public Backups(Path folder, BackupWriter writer, DiskSpace disk, Clock clock) {
        this.folder = folder;
        this.writer = writer;
        this.disk = disk;
        this.clock = clock;
        for (Path file : files()) {
            if (file.getFileName().toString().endsWith(".draft")) {
                delete(file);
            }
        }
    }

    /**
     * Begins to write one and returns its name; empty when one is being written.
     *
     * @throws io.straightedge.disk.DiskFullException when the disk may not have room for it
     */
    public synchronized Optional<String> start() {
        if (writing != null) {
            return Optional.empty();
        }
        disk.check(writer.bytes(), "write a backup");
        String name = STAMP.format(clock.instant());
        writing = name;
        failure = null;
        Thread thread = new Thread(() -> write(name), "backup");
        thread.setDaemon(true);
        thread.start();
        return Optional.of(name);
    }

    public synchronized State state() {
        List<Backup> whole = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (NAME.matcher(name).matches()) {
                try {
                    whole.add(new Backup(name, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
                } catch (IOException e) {
                    LOG.debug("{} is gone", file, e);
                }
            }
        }
        whole.sort(Comparator.comparing(Backup::name).reversed());
        return new State(whole, writing, failure);
    }

    /** The file of a whole backup. */
    public Optional<Path> file(String name) {
        return Optional.of(name)
                .filter(any -> NAME.matcher(any).matches())
                .map(folder::resolve)
                .filter(Files::isRegularFile);
    }

    /** Returns false when there is none of that name. */
    public boolean delete(String name) {
        return file(name).map(Backups::delete).orElse(false);
    }

    private void write(String name) {
        @Nullable String problem = null;
        try {
            PrivateFiles.createDirectories(folder);
            writer.write(folder.resolve(name));
            LOG.info("backup {} is written", name);
        } catch (IOException | RuntimeException e) {
            LOG.error("backup {} is not written", name, e);
            problem = String.valueOf(e.getMessage());
        }
        synchronized (this) {
            writing = null;
            failure = problem;
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the backups in " + folder + " cannot be listed", e);
        }
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the backup " + file + " cannot be removed", e);
        }
    }
}
