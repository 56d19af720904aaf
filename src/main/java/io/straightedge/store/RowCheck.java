package io.straightedge.store;

import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunState;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is wrong with a row: its checksum, where it has one, and whether its texts and blobs can be read. */
final class RowCheck {
    /** Stands for a blob that cannot be read; it decodes to nothing. */
    private static final byte[] LOST = {};

    private final String table;
    private final List<String> columns;
    private final int checksum;

    /** @param columns all of the table, in its order */
    RowCheck(String table, List<String> columns) {
        this.table = table;
        this.columns = columns;
        this.checksum = columns.indexOf(RowChecksum.COLUMN);
    }

    /** The columns of a table, in its order. */
    static List<String> columns(Connection connection, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet columns = connection.getMetaData().getColumns(null, "PUBLIC", table, null)) {
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
        }
        return names;
    }

    /**
     * The values of all columns, whose first is the number of the row. A blob is its bytes, or {@link #LOST}: it lies
     * elsewhere than its row, and may be lost without it.
     */
    static @Nullable Object[] values(ResultSet rows) throws SQLException {
        ResultSetMetaData about = rows.getMetaData();
        @Nullable Object[] values = new Object[about.getColumnCount() - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = about.getColumnType(i + 2) == Types.BLOB ? bytes(rows, i + 2) : rows.getObject(i + 2);
        }
        return values;
    }

    private static byte @Nullable [] bytes(ResultSet rows, int column) {
        try {
            return rows.getBytes(column);
        } catch (SQLException e) {
            return LOST;
        }
    }

    /** Whether the checksum fits; older rows have none. */
    boolean fits(@Nullable Object[] values) throws SQLException {
        return checksum < 0 || values[checksum] == null || values[checksum].equals(RowChecksum.of(values, checksum));
    }

    /** Whether all that the program reads of the row can be read. */
    boolean decodes(@Nullable Object[] values) {
        try {
            decode(values);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** What the row is to people, such as "path of run 3 at step 120". */
    String name(@Nullable Object[] values) {
        StringBuilder name = new StringBuilder(kind(table));
        if (columns.contains("RUN_ID")) {
            name.append(" of run ").append(value(values, "RUN_ID"));
            return (columns.contains("STEP") ? name.append(" at step ").append(value(values, "STEP")) : name)
                    .toString();
        }
        return name.append(' ')
                .append(value(values, columns.contains("ID") ? "ID" : columns.get(0)))
                .toString();
    }

    static String kind(String table) {
        return table.toLowerCase(Locale.ROOT);
    }

    private void decode(@Nullable Object[] values) {
        String what = name(values);
        switch (table) {
            case "PATH" -> PathBlob.decode(0, blob(values, "SHAPE"), what);
            case "PAIR" -> PairBlob.decode(0, blob(values, "ENDS"), what);
            case "MEASURED_PAIRS" -> ReadingBlob.decodePairs(blob(values, "ENDS"), what);
            case "PAIR_READINGS" -> ReadingBlob.decode(blob(values, "READINGS"), what);
            case "EXPERIMENT" -> Json.readExperiment(text(values, "SPEC"), what);
            case "RUN" -> {
                RunState.of(text(values, "STATE"));
                Json.readSpec(text(values, "SPEC"), what);
                optional(values, "SETUP", RunSetup.class, what);
                optional(values, "LABELS", RunLabels.class, what);
            }
            case "EVENT" -> decodeEvent(text(values, "TYPE"), values, what);
            default -> {
                // Plain values, which any bits give.
            }
        }
    }

    private void decodeEvent(String type, @Nullable Object[] values, String what) {
        switch (type) {
            case EventTable.STATE -> {
                EventTable.StatePayload change =
                        Json.read(text(values, "PAYLOAD"), EventTable.StatePayload.class, what);
                Instant.parse(change.at());
                RunState.of(change.state());
            }
            case EventTable.SETUP -> Json.read(text(values, "PAYLOAD"), RunSetup.class, what);
            case EventTable.PATHS -> Json.read(text(values, "PAYLOAD"), EventTable.PathsPayload.class, what);
            case EventTable.POINTS -> {
                // Its content is in another table.
            }
            default -> throw new IllegalArgumentException("no event is a " + type);
        }
    }

    private <T> void optional(@Nullable Object[] values, String column, Class<T> type, String what) {
        if (columns.contains(column) && value(values, column) != null) {
            Json.read(text(values, column), type, what);
        }
    }

    private byte[] blob(@Nullable Object[] values, String column) {
        return (byte[]) Objects.requireNonNull(value(values, column));
    }

    private String text(@Nullable Object[] values, String column) {
        return (String) Objects.requireNonNull(value(values, column));
    }

    private @Nullable Object value(@Nullable Object[] values, String column) {
        return values[columns.indexOf(column)];
    }
}
