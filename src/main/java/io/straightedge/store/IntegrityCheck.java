package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads what is in a database: each row with its checksum, texts and blobs, each index, and the search trees below. */
final class IntegrityCheck {
    private static final String OF_RUNS = "RUN_ID";

    private IntegrityCheck() {}

    /**
     * Reads the tables without which there is no run, whatever their content: those without rows of a run's own. They are
     * small.
     *
     * @param place name of the database in messages
     * @throws StoreException that says what is damaged and what to do
     */
    static void readSmallTables(DataSource database, String place) {
        Damages damages = new Damages();
        try (Connection connection = database.getConnection()) {
            for (String table : tables(connection)) {
                if (!RowCheck.columns(connection, table).contains(OF_RUNS)) {
                    new TableCheck(connection, table, () -> {}, damages).read();
                }
            }
        } catch (SQLException e) {
            damages.add("the list of tables (" + Failures.reason(e) + ")");
        }
        throwIfAny(damages, place);
    }

    /** Checks all there is, for as long as it takes, as {@link #readSmallTables}. */
    static void checkAll(DataSource database, String place) {
        Damages damages = new Damages();
        try (Connection connection = database.getConnection()) {
            for (String table : tables(connection)) {
                new TableCheck(connection, table, () -> {}, damages).check();
            }
            new TreeCheck(connection, () -> {}, damages).check();
        } catch (SQLException e) {
            damages.add("the list of tables (" + Failures.reason(e) + ")");
        }
        throwIfAny(damages, place);
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

    /** What people read about damages, and what they can do. */
    static String message(Damages damages, String place) {
        return place + " is damaged: " + damages
                + "; restore a backup, or end the server and save what can be read with \"repair\"";
    }

    private static void throwIfAny(Damages damages, String place) {
        if (!damages.isEmpty()) {
            throw new StoreException(message(damages, place));
        }
    }
}
