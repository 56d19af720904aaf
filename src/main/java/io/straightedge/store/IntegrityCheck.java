package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is in a database row by row, so that damage is met at once and not in the middle of a run. */
final class IntegrityCheck {
    private static final Logger LOG = LoggerFactory.getLogger(IntegrityCheck.class);

    /** A start waits no longer for this. A million points take about a second of it. */
    static final int START_SECONDS = 10;

    private IntegrityCheck() {}

    /**
     * Reads the smallest tables first, without which there is no run, and of the large ones as much as the time allows.
     *
     * @param place name of the database in messages
     * @param seconds at most; 0 for as long as it takes
     * @throws StoreException naming the table that cannot be read, and what to do
     */
    static void check(DataSource database, String place, int seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (Connection connection = database.getConnection()) {
            for (String table : tables(connection)) {
                int left = seconds == 0 ? 0 : (int) TimeUnit.NANOSECONDS.toSeconds(deadline - System.nanoTime());
                if ((seconds > 0 && left <= 0) || !readThrough(connection, table, left, place)) {
                    LOG.info("{}: within {} s, table {} was not read through", place, seconds, name(table));
                    return;
                }
            }
        } catch (SQLException e) {
            throw damaged(place, "its list of tables", e);
        }
    }

    /** The names of all tables, the smallest first. */
    static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE"
                        + " TABLE_SCHEMA = 'PUBLIC' AND TABLE_TYPE = 'BASE TABLE'"
                        + " ORDER BY ROW_COUNT_ESTIMATE, TABLE_NAME")) {
            while (tables.next()) {
                names.add(tables.getString(1));
            }
        }
        return names;
    }

    /** Returns false when the time did not suffice. */
    private static boolean readThrough(Connection connection, String table, int seconds, String place) {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\" ORDER BY _ROWID_")) {
                while (rows.next()) {
                    readValues(rows);
                }
            }
            return true;
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.STATEMENT_WAS_CANCELED) {
                return false;
            }
            throw damaged(place, "table " + name(table), e);
        }
    }

    /** Large values lie elsewhere than their row. */
    private static void readValues(ResultSet row) throws SQLException {
        ResultSetMetaData about = row.getMetaData();
        for (int column = 1; column <= about.getColumnCount(); column++) {
            if (about.getColumnType(column) == Types.BLOB) {
                row.getBytes(column);
            }
        }
    }

    private static String name(String table) {
        return table.toLowerCase(Locale.ROOT);
    }

    private static StoreException damaged(String place, String what, SQLException e) {
        return new StoreException(
                place + " is damaged: " + what + " cannot be read (" + Failures.reason(e)
                        + "); restore a backup, or save what can be read with \"repair\"",
                e);
    }
}
