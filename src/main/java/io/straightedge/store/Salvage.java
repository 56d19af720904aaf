package io.straightedge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows that can be read of a damaged table into an empty one. They are read from the first on and, where that
 * breaks off, from the last back: what lies between is lost, and so is a row whose large value cannot be read.
 */
final class Salvage {
    private static final int ROWS_PER_COMMIT = 1000;

    private final Connection from;
    private final Connection to;
    private final String table;
    private final String columns;
    private final String places;
    private long copied;
    private boolean whole = true;
    private long newest = Long.MIN_VALUE;

    /** @param columns those that both tables have */
    Salvage(Connection from, Connection to, String table, List<String> columns) {
        this.from = from;
        this.to = to;
        this.table = '"' + table + '"';
        this.columns = '"' + String.join("\", \"", columns) + '"';
        this.places = String.join(", ", Collections.nCopies(columns.size(), "?"));
    }

    /** @throws SQLException when the rows cannot be written */
    void copy() throws SQLException {
        try (PreparedStatement insert =
                to.prepareStatement("INSERT INTO " + table + " (" + columns + ") VALUES (" + places + ")")) {
            if (!copy(insert, " ORDER BY _ROWID_", Long.MIN_VALUE)) {
                whole = false;
                copy(insert, " ORDER BY _ROWID_ DESC", newest);
            }
            to.commit();
        }
    }

    /** How many rows were copied. */
    long copied() {
        return copied;
    }

    /** Whether that was all of them. */
    boolean whole() {
        return whole;
    }

    /**
     * Returns false when reading broke off.
     *
     * @param reached number of a row, at which it ends
     */
    private boolean copy(PreparedStatement insert, String order, long reached) throws SQLException {
        try (Statement select = from.createStatement();
                ResultSet rows = select.executeQuery("SELECT _ROWID_, " + columns + " FROM " + table + order)) {
            while (rows.next()) {
                long row = rows.getLong(1);
                if (row <= reached) {
                    return true;
                }
                newest = row;
                @Nullable Object[] values = values(rows);
                if (values != null) {
                    insert(insert, values);
                }
            }
            return true;
        } catch (UnwritableException e) {
            throw e.cause;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Null when a large value cannot be read. */
    private @Nullable Object @Nullable [] values(ResultSet rows) throws SQLException {
        int count = rows.getMetaData().getColumnCount() - 1;
        @Nullable Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            boolean large = rows.getMetaData().getColumnType(i + 2) == Types.BLOB;
            try {
                values[i] = large ? rows.getBytes(i + 2) : rows.getObject(i + 2);
            } catch (SQLException e) {
                if (!large) {
                    throw e;
                }
                whole = false;
                return null;
            }
        }
        return values;
    }

    private void insert(PreparedStatement insert, @Nullable Object[] values) throws UnwritableException {
        try {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
            if (++copied % ROWS_PER_COMMIT == 0) {
                to.commit();
            }
        } catch (SQLException e) {
            if (!Failures.refusedValue(e)) {
                throw new UnwritableException(e);
            }
            whole = false; // a damaged row that reads as another one
        }
    }

    /** Tells a failure to write from one to read. */
    private static final class UnwritableException extends Exception {
        private static final long serialVersionUID = 1;
        private final SQLException cause;

        UnwritableException(SQLException cause) {
            super(cause);
            this.cause = cause;
        }
    }
}
