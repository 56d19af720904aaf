package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what can be read of a damaged database into a new one, which takes its place; the damaged file stays beside it.
 * Works in a folder of the data directory, which needs room for two more of the database.
 */
public final class Repair {
    private static final Logger LOG = LoggerFactory.getLogger(Repair.class);
    private static final String FOLDER = "repair";
    private static final String ASIDE = "straightedge-damaged-";
    private static final String READ_ONLY = ";ACCESS_MODE_DATA=r";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Repair() {}

    /**
     * What was done.
     *
     * @param damaged where the damaged file is now; null when nothing was damaged and nothing was done
     * @param rows how many of each table are there
     * @param losses what is lost, by what it is to people, and how many rows of it
     * @param doubts what was kept although it does not fit its checksum, as in {@code losses}
     */
    public record Report(
            @Nullable Path damaged, Map<String, Long> rows, Map<String, Long> losses, Map<String, Long> doubts) {}

    /** @throws StoreException when there is no database, it is in use, or nothing of it can be read */
    public static Report repair(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Path file = H2RunStore.file(directory);
        undoHalfDone(directory);
        if (!Files.isRegularFile(file)) {
            throw new StoreException("there is no database " + file + "; name the server's --data-dir");
        }
        Path folder = directory.resolve(FOLDER);
        try {
            delete(folder);
            Files.createDirectories(folder.resolve("damaged"));
            copy(directory, file, H2RunStore.file(folder.resolve("damaged")));
            if (sound(folder.resolve("damaged"), file)) {
                return new Report(null, Map.of(), Map.of(), Map.of());
            }
            boolean cut = isCut(H2RunStore.file(folder.resolve("damaged")));
            Report found = rebuild(folder, file, cut);
            Path aside = directory.resolve(ASIDE + STAMP.format(Instant.now()) + ".mv.db");
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.move(H2RunStore.file(folder.resolve("new")), file, StandardCopyOption.ATOMIC_MOVE);
            return new Report(aside, found.rows(), found.losses(), found.doubts());
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(file + " cannot be repaired (" + e.getMessage() + "); nothing was changed", e);
        } finally {
            deleteQuietly(folder);
        }
    }

    /**
     * Says what a repair left that was ended, by a kill or a power cut.
     *
     * @throws StoreException when there is no database for that
     */
    static void rejectHalfDone(Path directory) {
        Path folder = directory.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        if (!Files.exists(H2RunStore.file(directory)) && aside(directory).isPresent()) {
            throw new StoreException("a repair of " + directory + " was ended before it was through; run \"repair\""
                    + " again, which begins anew");
        }
        LOG.warn(
                "{} was left by a repair that was ended before it was through; the database is as it was: run \"repair\""
                        + " again, or remove that folder",
                folder);
    }

    /** Brings the damaged file back, which was put aside when the repair was ended. */
    private static void undoHalfDone(Path directory) {
        Path file = H2RunStore.file(directory);
        Optional<Path> aside = aside(directory);
        if (Files.isDirectory(directory.resolve(FOLDER)) && !Files.exists(file) && aside.isPresent()) {
            try {
                Files.move(aside.get(), file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new StoreException(
                        aside.get() + " cannot be renamed to " + file + " (" + e.getMessage() + ")", e);
            }
        }
    }

    /** The file that was put aside last. */
    private static Optional<Path> aside(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(ASIDE))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void copy(Path directory, Path file, Path copy) throws IOException {
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            if (!lock(from)) {
                throw new StoreException(H2RunStore.inUse(directory));
            }
            long size = from.size();
            for (long done = 0; done < size; ) {
                done += from.transferTo(done, size - done, to);
            }
        }
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process has it open
        }
    }

    /** Whether all of the copy reads. */
    private static boolean sound(Path copy, Path original) {
        DataSource database = H2RunStore.database(copy, READ_ONLY);
        try {
            H2RunStore.rejectLostContent(H2RunStore.file(copy));
            IntegrityCheck.checkAll(database, original.toString());
            return true;
        } catch (StoreException | StackOverflowError e) {
            return false;
        } finally {
            H2RunStore.shutDown(database);
        }
    }

    /** Whether what opens of the file is an older state of it. */
    private static boolean isCut(Path copy) {
        try {
            H2RunStore.rejectLostContent(copy);
            return false;
        } catch (StoreException e) {
            return true;
        }
    }

    private static Report rebuild(Path folder, Path original, boolean cut) {
        DataSource damaged = H2RunStore.database(folder.resolve("damaged"), READ_ONLY);
        DataSource rebuilt = H2RunStore.database(folder.resolve("new"), "");
        try (Connection from = damaged.getConnection();
                Connection to = rebuilt.getConnection()) {
            Migrations.migrate(rebuilt, "BLOB", original.toString(), schema(from));
            Checksums.keep(rebuilt, original.toString());
            return new Rebuilding(from, to, cut).rebuild();
        } catch (SQLException | StackOverflowError e) {
            throw new StoreException(
                    original + " cannot be repaired (" + Failures.reason(e) + "); nothing was changed."
                            + " Restore a backup, or move the file away to start afresh",
                    e);
        } finally {
            H2RunStore.shutDown(rebuilt);
            H2RunStore.shutDown(damaged);
        }
    }

    /** Number of the schema; the newest where that cannot be read. */
    private static String schema(Connection damaged) {
        Map<Integer, String> versions = new TreeMap<>(Comparator.reverseOrder());
        try (Statement statement = damaged.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT \"installed_rank\", \"version\" FROM \"flyway_schema_history\" WHERE \"success\"")) {
            while (rows.next()) {
                versions.put(rows.getInt(1), rows.getString(2));
            }
        } catch (SQLException e) {
            return "latest";
        }
        return versions.values().stream().findFirst().orElse("latest");
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException e) {
            // What stays behind is removed by the next repair.
        }
    }
}
