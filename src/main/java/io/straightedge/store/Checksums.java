package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Has H2 compute the checksum of every row it writes. The triggers are made when a database is opened rather than by a
 * migration: migrations are not for H2 alone, and a trigger names a class, which may move.
 */
final class Checksums {
    private static final String CLASS = ChecksumTrigger.class.getName();

    /** The tables without which there is no run; their rows of before get a checksum at once. */
    private static final List<String> SMALL = List.of("RUN", "METRIC_KEY", "EXPERIMENT", "ACCOUNT", "API_TOKEN");

    private Checksums() {}

    /** @throws StoreException when the database refuses */
    static void keep(DataSource database, String place) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            Map<String, String> classes = classes(statement);
            for (String table : tables(statement)) {
                if (!CLASS.equals(classes.get(table))) {
                    statement.execute("DROP TRIGGER IF EXISTS \"" + name(table) + "\"");
                    statement.execute("CREATE TRIGGER \"" + name(table) + "\" BEFORE INSERT, UPDATE ON \"" + table
                            + "\" FOR EACH ROW CALL '" + CLASS + "'");
                }
                if (SMALL.contains(table)) {
                    statement.execute("UPDATE \"" + table + "\" SET " + RowChecksum.COLUMN + " = NULL WHERE "
                            + RowChecksum.COLUMN + " IS NULL");
                }
            }
        } catch (SQLException e) {
            throw new StoreException(
                    place + " cannot keep checksums (" + Failures.reason(e) + "); restore a backup, or use another"
                            + " --data-dir",
                    e);
        }
    }

    private static String name(String table) {
        return table + "_" + RowChecksum.COLUMN;
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = 'PUBLIC' AND COLUMN_NAME = '" + RowChecksum.COLUMN + "'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    /** The class of each table's trigger. */
    private static Map<String, String> classes(Statement statement) throws SQLException {
        Map<String, String> classes = new HashMap<>();
        try (ResultSet found = statement.executeQuery("SELECT EVENT_OBJECT_TABLE, JAVA_CLASS"
                + " FROM INFORMATION_SCHEMA.TRIGGERS WHERE TRIGGER_SCHEMA = 'PUBLIC'")) {
            while (found.next()) {
                classes.put(found.getString(1), found.getString(2));
            }
        }
        return classes;
    }
}
