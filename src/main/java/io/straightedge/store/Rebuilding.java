package io.straightedge.store;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fills the tables of a new database with what can be read of a damaged one, whatever tables there are. */
final class Rebuilding {
    private static final String SCHEMA = "PUBLIC";

    private final Connection from;
    private final Connection to;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Damages losses = new Damages();
    private final Damages doubts = new Damages();

    /**
     * @param to with the schema that the other has, or had
     * @param cut whether the damaged one opens in an older state
     */
    Rebuilding(Connection from, Connection to, boolean cut) {
        this.from = from;
        this.to = to;
        if (cut) {
            losses.add("whatever was written last");
        }
    }

    /** @throws SQLException when the new database cannot be written, or no table of the old one be found */
    Repair.Report rebuild() throws SQLException {
        List<String> tables = new ArrayList<>(IntegrityCheck.tables(to));
        tables.remove("flyway_schema_history");
        to.setAutoCommit(false);
        execute("SET REFERENTIAL_INTEGRITY FALSE");
        for (String table : tables) {
            copy(table);
        }
        for (String table : tables) {
            dropOrphans(table);
            continueNumbers(table);
        }
        execute("SET REFERENTIAL_INTEGRITY TRUE");
        to.commit();
        return new Repair.Report(null, rows, losses.counts(), doubts.counts());
    }

    private void copy(String table) throws SQLException {
        List<String> columns = RowCheck.columns(from, table);
        columns.retainAll(RowCheck.columns(to, table));
        if (columns.isEmpty()) {
            losses.add("all of " + RowCheck.kind(table));
            return;
        }
        Salvage salvage = new Salvage(from, to, table, columns);
        salvage.copy();
        rows.put(RowCheck.kind(table), salvage.copied());
        losses.addAll(salvage.losses());
        doubts.addAll(salvage.doubts());
    }

    /** What belonged to a lost row goes with it, or belongs to nothing where that is allowed. */
    private void dropOrphans(String table) throws SQLException {
        DatabaseMetaData about = to.getMetaData();
        try (ResultSet keys = about.getImportedKeys(null, SCHEMA, table)) {
            while (keys.next()) {
                String column = '"' + keys.getString("FKCOLUMN_NAME") + '"';
                String orphans = " WHERE " + column + " IS NOT NULL AND " + column + " NOT IN (SELECT \""
                        + keys.getString("PKCOLUMN_NAME") + "\" FROM \"" + keys.getString("PKTABLE_NAME") + "\")";
                boolean optional = optional(about, table, keys.getString("FKCOLUMN_NAME"));
                int changed = execute((optional
                                ? "UPDATE \"" + table + "\" SET " + column + " = NULL"
                                : "DELETE FROM \"" + table + "\"")
                        + orphans);
                if (!optional && changed > 0) {
                    rows.merge(RowCheck.kind(table), (long) -changed, Long::sum);
                    losses.add(RowCheck.kind(table) + " of what is lost", changed);
                }
            }
        }
    }

    private static boolean optional(DatabaseMetaData about, String table, String column) throws SQLException {
        try (ResultSet columns = about.getColumns(null, SCHEMA, table, column)) {
            return columns.next() && columns.getInt("NULLABLE") == DatabaseMetaData.columnNullable;
        }
    }

    private void continueNumbers(String table) throws SQLException {
        try (ResultSet columns = to.getMetaData().getColumns(null, SCHEMA, table, null)) {
            while (columns.next()) {
                if ("YES".equals(columns.getString("IS_AUTOINCREMENT"))) {
                    String column = '"' + columns.getString("COLUMN_NAME") + '"';
                    execute("ALTER TABLE \"" + table + "\" ALTER COLUMN " + column
                            + " RESTART WITH (SELECT COALESCE(MAX(" + column + "), 0) + 1 FROM \"" + table + "\")");
                }
            }
        }
    }

    private int execute(String sql) throws SQLException {
        try (Statement statement = to.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }
}
