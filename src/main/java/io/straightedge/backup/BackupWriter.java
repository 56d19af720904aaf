package io.straightedge.backup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes backups: a ZIP file that unpacks to a data directory, with the newest checkpoint of every run, the datasets
 * that people uploaded, and the database.
 *
 * <p>The database comes last. A checkpoint relies on everything before its step being stored; so with a database that
 * is younger than it a run goes on as after the sudden end of the server, and ends with the same parameters.
 */
public final class BackupWriter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CHECKPOINT = ".checkpoint";

    /** Checkpoints come every few seconds and go with the second after them. */
    private static final int TRIES = 20;

    private final Consumer<Path> database;
    private final Path checkpoints;
    private final Path uploads;
    private final String version;

    /**
     * @param database writes the database as it is at one moment to a ZIP file, as its only entry
     * @param checkpoints holds a folder for each run
     * @param uploads holds a folder for each dataset; need not exist
     * @param version of the program
     */
    public BackupWriter(Consumer<Path> database, Path checkpoints, Path uploads, String version) {
        this.database = database;
        this.checkpoints = checkpoints;
        this.uploads = uploads;
        this.version = version;
    }

    /**
     * Writes a backup beside the file and then renames it, so that there never is half of one.
     *
     * @param target replaced when it is there
     * @throws BackupException when it cannot be written; what was there before is still there
     */
    public void write(Path target) {
        Path file = target.toAbsolutePath().normalize();
        Path folder = Optional.ofNullable(file.getParent()).orElse(file);
        if (!Files.isDirectory(folder)) {
            throw new BackupException("the folder " + folder + " is not there; make it, or name another file");
        }
        List<Path> drafts = new ArrayList<>();
        try {
            // Readable by their owner alone: there are hashes of passwords in them.
            Path draft = draft(folder, drafts);
            Path packed = draft(folder, drafts);
            write(draft, packed);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | UncheckedIOException e) {
            throw new BackupException(
                    "the backup " + file + " cannot be written (" + reason(e) + "); nothing is left of it", e);
        } finally {
            drafts.forEach(BackupWriter::delete);
        }
    }

    /** How many bytes a backup takes at most, while it is written: what goes into it, and the database once more. */
    long bytes() {
        try {
            Path database = checkpoints.resolveSibling(Manifest.DATABASE);
            long bytes = 2 * (Files.exists(database) ? Files.size(database) : 0);
            for (Path folder : List.of(checkpoints, uploads)) {
                for (Path child : children(folder)) {
                    for (Path file : children(child)) {
                        bytes += file.toFile().length();
                    }
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("the size of a backup cannot be found out", e);
        }
    }

    static String reason(Exception e) {
        Throwable cause = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        return cause instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getFile() + ": " + failure.getReason()
                : String.valueOf(cause.getMessage());
    }

    private static Path draft(Path folder, List<Path> drafts) throws IOException {
        Path draft = Files.createTempFile(folder, ".straightedge-", ".draft");
        drafts.add(draft);
        return draft;
    }

    private void write(Path draft, Path packed) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(draft)))) {
            List<Manifest.Content> contents = new ArrayList<>();
            for (Path run : children(checkpoints)) {
                addCheckpoint(zip, run, contents);
            }
            for (Path dataset : children(uploads)) {
                for (Path file : children(dataset)) {
                    add(zip, Manifest.UPLOADS + dataset.getFileName() + "/" + file.getFileName(), file, contents);
                }
            }
            addDatabase(zip, packed, contents);
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(JSON.writeValueAsBytes(
                    new Manifest(Manifest.FORMAT, version, Instant.now().toString(), contents)));
        }
        try (FileChannel file = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            file.force(true);
        }
    }

    private void addDatabase(ZipOutputStream zip, Path packed, List<Manifest.Content> contents) throws IOException {
        database.accept(packed);
        try (ZipInputStream inner = new ZipInputStream(Files.newInputStream(packed))) {
            if (inner.getNextEntry() == null) {
                throw new IOException("the database gave nothing");
            }
            add(zip, Manifest.DATABASE, inner, contents);
        }
    }

    /** The newest of a run, which may have another when its turn comes. */
    private static void addCheckpoint(ZipOutputStream zip, Path run, List<Manifest.Content> contents)
            throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Optional<Path> newest = children(run).stream()
                    .filter(file -> file.toString().endsWith(CHECKPOINT))
                    .max(Comparator.comparingLong(BackupWriter::step));
            if (newest.isEmpty()) {
                return; // the run has ended
            }
            try (InputStream in = Files.newInputStream(newest.get())) {
                add(
                        zip,
                        Manifest.CHECKPOINTS + run.getFileName() + "/"
                                + newest.get().getFileName(),
                        in,
                        contents);
                return;
            } catch (NoSuchFileException e) {
                // Look again.
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, Path file, List<Manifest.Content> contents)
            throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            add(zip, name, in, contents);
        } catch (NoSuchFileException e) {
            return; // a dataset that is being removed
        }
    }

    private static void add(ZipOutputStream zip, String name, InputStream in, List<Manifest.Content> contents)
            throws IOException {
        if (!new Manifest.Content(name, 0, "").allowed()) {
            return; // not of this program's making
        }
        zip.putNextEntry(new ZipEntry(name));
        DigestInputStream digesting = Manifest.digesting(in);
        long bytes = digesting.transferTo(zip);
        zip.closeEntry();
        contents.add(new Manifest.Content(name, bytes, Manifest.hex(digesting.getMessageDigest())));
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static long step(Path checkpoint) {
        String digits = checkpoint.getFileName().toString().replace(CHECKPOINT, "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
