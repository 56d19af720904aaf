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
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Saves what can be read of a damaged database into a new one, which takes its place; the damaged file stays beside it.
 * Works in a folder of the data directory, which needs room for two more of the database.
 */
public final class Repair {
    private static final String FOLDER = "repair";
    private static final String READ_ONLY = ";ACCESS_MODE_DATA=r";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Repair() {}

    /**
     * What was done.
     *
     * @param damaged where the damaged file is now; null when nothing was damaged and nothing was done
     * @param rows how many of each table are there
     * @param losses tables that lost rows, with their number if that is known
     */
    public record Report(@Nullable Path damaged, Map<String, Long> rows, Map<String, String> losses) {}

    /** @throws StoreException when there is no database, it is in use, or nothing of it can be read */
    public static Report repair(Path dataDirectory) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Path file = H2RunStore.file(directory);
        if (!Files.isRegularFile(file)) {
            throw new StoreException("there is no database " + file + "; name the server's --data-dir");
        }
        Path folder = directory.resolve(FOLDER);
        try {
            delete(folder);
            Files.createDirectories(folder.resolve("damaged"));
            copy(directory, file, H2RunStore.file(folder.resolve("damaged")));
            if (sound(folder.resolve("damaged"), file)) {
                return new Report(null, Map.of(), Map.of());
            }
            Report found = rebuild(folder, file);
            Path aside = directory.resolve("straightedge-damaged-" + STAMP.format(Instant.now()) + ".mv.db");
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            Files.move(H2RunStore.file(folder.resolve("new")), file, StandardCopyOption.ATOMIC_MOVE);
            return new Report(aside, found.rows(), found.losses());
        } catch (IOException | UncheckedIOException e) {
            throw new StoreException(file + " cannot be repaired (" + e.getMessage() + "); nothing was changed", e);
        } finally {
            deleteQuietly(folder);
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
            IntegrityCheck.check(database, original.toString(), 0);
            return true;
        } catch (StoreException | StackOverflowError e) {
            return false;
        } finally {
            H2RunStore.shutDown(database);
        }
    }

    private static Report rebuild(Path folder, Path original) {
        DataSource damaged = H2RunStore.database(folder.resolve("damaged"), READ_ONLY);
        DataSource rebuilt = H2RunStore.database(folder.resolve("new"), "");
        try (Connection from = damaged.getConnection();
                Connection to = rebuilt.getConnection()) {
            Migrations.migrate(rebuilt, "BLOB", original.toString(), schema(from));
            return new Rebuilding(from, to).rebuild();
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
