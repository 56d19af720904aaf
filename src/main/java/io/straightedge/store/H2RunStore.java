package io.straightedge.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.straightedge.disk.PrivateFiles;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Opens the stores in an H2 database file of this process alone. */
public final class H2RunStore {

    private static final String DATABASE = "straightedge";

    /**
     * WRITE_DELAY=0 writes a transaction to the file before its commit returns, so that it survives the
     * end of the process; H2's default leaves that to a thread half a second later. Appending 100 points
     * takes 2.0 instead of 1.2 milliseconds for it. async: keeps the file open when the calling thread is
     * interrupted, which would close an ordinary channel and with it the database.
     */
    private static final String SETTINGS = ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1"
            + ";CACHE_SIZE=65536;LOCK_TIMEOUT=60000;LAZY_QUERY_EXECUTION=1;TRACE_LEVEL_FILE=0";

    private static final int CONNECTIONS = 8;

    /** Bytes; a new file has 28 KiB when its first content is complete, one with the schema 40 KiB or more. */
    private static final int LARGEST_EMPTY_FILE = 32 * 1024;

    private static final int HEAD_BYTES = 4096;
    private static final Pattern CLOSED_HEAD =
            Pattern.compile("H:[^\\n]*,clean:1,[^\\n]*,version:(\\p{XDigit}{1,15}),");

    private H2RunStore() {}

    /** Opens the runs alone, as {@link #openAll}. */
    public static RunStore open(Path dataDirectory) {
        return openAll(dataDirectory).runs();
    }

    /**
     * Opens the database in a directory, which is made when it is missing, and brings it to the current
     * schema.
     *
     * @throws StoreException when the directory cannot be written, or its database is damaged, in use
     *     or written by a newer version
     */
    public static Stores openAll(Path dataDirectory) {
        Path directory = prepare(dataDirectory.toAbsolutePath().normalize());
        Path file = file(directory);
        rejectLostContent(file);
        JdbcDataSource database = database(directory, "");
        connect(database, directory, file);
        try {
            IntegrityCheck.readSmallTables(database, file.toString());
            Migrations.migrate(database, "BLOB", file.toString());
            Checksums.keep(database, file.toString());
            Object moves = new Object();
            Transactions transactions = transactions(database, directory, file, moves);
            return new Stores(
                    new JdbcRunStore(transactions),
                    new JdbcAccountStore(transactions),
                    new JdbcAuditStore(transactions),
                    new JdbcAnswerStore(transactions),
                    zip -> copy(transactions, zip, moves),
                    transactions,
                    new Integrity(transactions, file.toString()));
        } catch (StackOverflowError e) {
            shutDown(database);
            throw new StoreException(damaged(file, "its contents lead in circles"), e);
        } catch (RuntimeException e) {
            shutDown(database);
            throw e;
        }
    }

    /** @param more settings, each after a semicolon */
    static JdbcDataSource database(Path directory, String more) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:async:" + directory.resolve(DATABASE) + SETTINGS + more);
        return database;
    }

    /** The database file of a data directory. */
    static Path file(Path directory) {
        return directory.resolve(DATABASE + ".mv.db");
    }

    /**
     * Writes the database of a directory that no server uses to a ZIP file, as its only entry and with the schema it has.
     *
     * @throws StoreException when there is none, or as {@link #openAll}
     */
    public static void copy(Path dataDirectory, Path zip) {
        Path directory = dataDirectory.toAbsolutePath().normalize();
        Path file = file(directory);
        if (!Files.exists(file)) {
            throw new StoreException("there is no database " + file + "; name the server's --data-dir");
        }
        prepare(directory);
        rejectLostContent(file);
        JdbcDataSource database = database(directory, "");
        Object moves = new Object();
        try (Transactions transactions = transactions(database, directory, file, moves)) {
            IntegrityCheck.checkAll(database, file.toString());
            copy(transactions, zip, moves);
        }
    }

    /** As the database is at one moment, while others write: H2 packs its file, in which nothing may move meanwhile. */
    private static void copy(Transactions transactions, Path zip, Object moves) {
        synchronized (moves) {
            transactions.writeSingly(handle -> handle.createUpdate("BACKUP TO :file")
                    .bind("file", zip.toString())
                    .execute());
        }
    }

    private static Transactions transactions(DataSource database, Path directory, Path file, Object moves) {
        return new Transactions(
                () -> {
                    // H2 would make an empty one.
                    if (!Files.exists(file)) {
                        throw new StoreException(file + " is gone; is its disk mounted?");
                    }
                    connect(database, directory, file);
                    return new Pooled(database, pool(database), Compaction.start(database, moves));
                },
                file.toString());
    }

    private static Path prepare(Path directory) {
        if (directory.toString().contains(";")) {
            throw new StoreException("data directory " + directory + " has a ';' in its name; use another --data-dir");
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw new StoreException("data directory " + directory + " is a file; use another --data-dir");
        }
        try {
            PrivateFiles.createDirectories(directory);
        } catch (IOException e) {
            throw new StoreException(
                    "data directory " + directory + " cannot be made (" + reason(e) + "); use another --data-dir", e);
        }
        Repair.rejectHalfDone(directory);
        Path file = file(directory);
        for (Path path : new Path[] {directory, file}) {
            if (Files.exists(path) && !Files.isWritable(path)) {
                throw new StoreException(path + " cannot be written; change its permissions or use another --data-dir");
            }
        }
        return directory;
    }

    /** H2 takes what it cannot read for older or for nothing at all, and would write over it. */
    static void rejectLostContent(Path file) {
        @Nullable String lost;
        try {
            if (!Files.exists(file) || Files.size(file) <= LARGEST_EMPTY_FILE) {
                return;
            }
            lost = lost(file);
        } catch (IOException | MVStoreException e) {
            // Whatever hinders reading hinders connecting, which then says what it is.
            return;
        } catch (RuntimeException | StackOverflowError e) {
            throw new StoreException(damaged(file, "its list of contents cannot be read"), e);
        }
        if (lost != null) {
            throw new StoreException(damaged(file, lost));
        }
    }

    private static @Nullable String lost(Path file) throws IOException {
        long written = versionWhenClosed(file);
        try (MVStore content =
                new MVStore.Builder().fileName("async:" + file).readOnly().open()) {
            if (content.getMapNames().isEmpty()) {
                return "it has no content";
            }
            return content.getCurrentVersion() < written ? "what was written last cannot be read" : null;
        }
    }

    /** What the head of a file says that was closed, and not left by a server that was killed; otherwise 0. */
    private static long versionWhenClosed(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            Matcher head = CLOSED_HEAD.matcher(new String(bytes.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1));
            return head.lookingAt() ? Long.parseLong(head.group(1), 16) : 0;
        }
    }

    private static void connect(DataSource database, Path directory, Path file) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet sessions = statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")) {
            // Within one process H2 shares an open database instead of refusing it.
            if (sessions.next() && sessions.getInt(1) > 1) {
                throw new StoreException(inUse(directory));
            }
            PrivateFiles.restrict(file);
        } catch (SQLException e) {
            throw new StoreException(
                    e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                            ? inUse(directory)
                            : Failures.outsideOfFile(e)
                                    ? file + " cannot be opened (" + Failures.reason(e)
                                            + "); see that the disk is well, or use another --data-dir"
                                    : damaged(file, Failures.reason(e)),
                    e);
        }
    }

    static String inUse(Path directory) {
        return "is another Straightedge using " + directory + "? End it, or use another --data-dir";
    }

    private static String damaged(Path file, String how) {
        return file + " is damaged or not a Straightedge database (" + how
                + "); restore a backup, save what can be read with \"repair\", or move it away to start afresh";
    }

    private static HikariDataSource pool(DataSource database) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(DATABASE);
        config.setDataSource(database);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        return new HikariDataSource(config);
    }

    /** An open database and the connections to it. */
    private record Pooled(DataSource database, HikariDataSource pool, Compaction compaction, Jdbi jdbi)
            implements Transactions.Database {
        Pooled(DataSource database, HikariDataSource pool, Compaction compaction) {
            this(database, pool, compaction, Jdbi.create(pool));
        }

        @Override
        public void close() {
            compaction.close();
            shutDown(database);
            pool.close();
        }

        @Override
        public void discard() {
            compaction.close();
            pool.close();
        }
    }

    static void shutDown(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            // The database is closed already, by an earlier failure; closing its last connection says so.
        }
    }

    static String reason(IOException e) {
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
