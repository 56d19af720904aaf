package io.straightedge.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Gives every row that is written its checksum; see {@link Checksums}. */
public final class ChecksumTrigger implements Trigger {
    private int column;

    public ChecksumTrigger() {}

    @Override
    public void init(Connection connection, String schema, String trigger, String table, boolean before, int type)
            throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, schema, table, RowChecksum.COLUMN)) {
            if (!columns.next()) {
                throw new SQLException("table " + table + " has no column " + RowChecksum.COLUMN);
            }
            column = columns.getInt("ORDINAL_POSITION") - 1;
        }
    }

    @Override
    public void fire(Connection connection, @Nullable Object @Nullable [] before, @Nullable Object @Nullable [] row)
            throws SQLException {
        if (row != null) {
            row[column] = RowChecksum.of(row, column);
        }
    }
}
