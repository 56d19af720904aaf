package io.straightedge.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads every row of a table, and every index of it: an index is sound when it has the same entries as the rows, whose
 * checksums are summed for that. Needs a transaction that sees one moment.
 */
final class TableCheck {
    private static final int ROWS_PER_REST = 1000;

    private final Connection connection;
    private final String table;
    private final Runnable rest;
    private final Damages damages;
    private final List<String> columns;
    private final Map<String, List<Integer>> indexes = new LinkedHashMap<>();
    private long rows;

    /** @param rest called again and again, to let others work */
    TableCheck(Connection connection, String table, Runnable rest, Damages damages) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.rest = rest;
        this.damages = damages;
        this.columns = RowCheck.columns(connection, table);
        try (ResultSet about = connection.getMetaData().getIndexInfo(null, "PUBLIC", table, false, true)) {
            while (about.next()) {
                indexes.computeIfAbsent(about.getString("INDEX_NAME"), name -> new ArrayList<>())
                        .add(columns.indexOf(about.getString("COLUMN_NAME")));
            }
        }
    }

    /** Returns how many rows there are. */
    long check() {
        Map<String, Long> sums = new LinkedHashMap<>();
        try {
            checkRows(sums);
        } catch (SQLException e) {
            addUnreadable(e);
            return rows;
        }
        indexes.forEach((index, places) -> checkIndex(index, places, sums.getOrDefault(index, 0L)));
        return rows;
    }

    /** Reads every row, whatever its content. */
    void read() {
        try {
            scan("SELECT * FROM \"" + table + "\" ORDER BY _ROWID_", row -> {});
        } catch (SQLException e) {
            addUnreadable(e);
        }
    }

    private void addUnreadable(SQLException e) {
        damages.add("table " + RowCheck.kind(table) + " cannot be read (" + Failures.reason(e) + ")");
    }

    private void checkRows(Map<String, Long> sums) throws SQLException {
        RowCheck check = new RowCheck(table, columns);
        String all = '"' + String.join("\", \"", columns) + '"';
        scan("SELECT _ROWID_, " + all + " FROM \"" + table + "\" ORDER BY _ROWID_", row -> {
            rows++;
            @Nullable Object[] values = RowCheck.values(row);
            if (!check.fits(values) || !check.decodes(values)) {
                damages.add(check.name(values));
            }
            long number = row.getLong(1);
            for (Map.Entry<String, List<Integer>> index : indexes.entrySet()) {
                @Nullable Object[] entry = new Object[index.getValue().size() + 1];
                entry[0] = number;
                for (int i = 1; i < entry.length; i++) {
                    entry[i] = values[index.getValue().get(i - 1)];
                }
                sums.merge(index.getKey(), (long) RowChecksum.of(entry, -1), Long::sum);
            }
        });
    }

    private void checkIndex(String index, List<Integer> places, long expected) {
        StringBuilder entry = new StringBuilder();
        places.forEach(place -> entry.append(", \"").append(columns.get(place)).append('"'));
        long[] sum = new long[1];
        try {
            scan(
                    "SELECT _ROWID_" + entry + " FROM \"" + table + "\" USE INDEX (\"" + index + "\") ORDER BY "
                            + entry.substring(2),
                    row -> {
                        @Nullable Object[] values = new Object[places.size() + 1];
                        for (int i = 0; i < values.length; i++) {
                            values[i] = i == 0 ? (Object) row.getLong(1) : row.getObject(i + 1);
                        }
                        sum[0] += RowChecksum.of(values, -1);
                    });
        } catch (SQLException e) {
            sum[0] = ~expected;
        }
        if (sum[0] != expected) {
            damages.add("index " + RowCheck.kind(index) + " of table " + RowCheck.kind(table));
        }
    }

    private void scan(String query, Row each) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            for (long count = 1; row.next(); count++) {
                each.read(row);
                if (count % ROWS_PER_REST == 0) {
                    rest.run();
                }
            }
        }
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }
}
