package io.straightedge.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies the rows that can be read of a damaged table into an empty one. Where reading breaks off it goes on some rows
 * later. Rows that do not fit their checksum, or have a text or blob that cannot be read, are lost as well; but those that
 * others belong to are kept, and named, as long as they can be read.
 */
final class Salvage {
    private static final int ROWS_PER_COMMIT = 1000;

    /** Goes on so many rows after one that cannot be read, and where that goes on failing ever farther. */
    private static final long GAP = 16;

    private static final int MAX_EVEN_GAPS = 2000;
    private static final long MAX_ROW = 1L << 40;

    private static final Set<String> OWNERS = Set.of("RUN", "EXPERIMENT", "ACCOUNT", "METRIC_KEY");

    private final Connection from;
    private final Connection to;
    private final String table;
    private final String columns;
    private final String places;
    private final RowCheck check;
    private final Damages losses = new Damages();
    private final Damages doubts = new Damages();
    private long copied;
    private long reached;

    /** @param columns of the damaged table, in its order; the other has them, too */
    Salvage(Connection from, Connection to, String table, List<String> columns) {
        this.from = from;
        this.to = to;
        this.table = table;
        this.columns = '"' + String.join("\", \"", columns) + '"';
        this.places = String.join(", ", Collections.nCopies(columns.size(), "?"));
        this.check = new RowCheck(table, columns);
    }

    /** @throws SQLException when the rows cannot be written */
    void copy() throws SQLException {
        try (PreparedStatement insert =
                to.prepareStatement("INSERT INTO \"" + table + "\" (" + columns + ") VALUES (" + places + ")")) {
            boolean whole = copy(insert, "");
            long gap = GAP;
            for (int gaps = 0; !whole && reached < MAX_ROW; gaps++) {
                losses.add(RowCheck.kind(table) + " that cannot be read, with up to " + GAP + " beside");
                gap = gaps < MAX_EVEN_GAPS ? GAP : 2 * gap;
                reached += gap;
                whole = copy(insert, " WHERE _ROWID_ >= " + reached);
            }
            to.commit();
        }
    }

    /** How many rows were copied. */
    long copied() {
        return copied;
    }

    /** What is lost. */
    Damages losses() {
        return losses;
    }

    /** What was kept although it does not fit its checksum. */
    Damages doubts() {
        return doubts;
    }

    /** Returns false when reading broke off. */
    private boolean copy(PreparedStatement insert, String where) throws SQLException {
        try (Statement select = from.createStatement();
                ResultSet rows = select.executeQuery(
                        "SELECT _ROWID_, " + columns + " FROM \"" + table + '"' + where + " ORDER BY _ROWID_")) {
            while (rows.next()) {
                long row = rows.getLong(1);
                copy(insert, RowCheck.values(rows));
                reached = Math.max(reached, row);
            }
            return true;
        } catch (UnwritableException e) {
            throw e.cause;
        } catch (SQLException e) {
            return false;
        }
    }

    private void copy(PreparedStatement insert, @Nullable Object[] values) throws UnwritableException, SQLException {
        boolean fits = check.fits(values);
        if (!check.decodes(values) || (!fits && !OWNERS.contains(table))) {
            losses.add(check.name(values));
            return;
        }
        if (!fits) {
            doubts.add(check.name(values));
        }
        insert(insert, values);
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
            losses.add(check.name(values)); // a damaged row that reads as another one
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
