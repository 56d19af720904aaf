package io.straightedge.store;

import io.straightedge.run.StoredSize;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What the runs of each owner come to, from their counts alone. */
final class OwnerQuery {
    /** A point and its place in both indexes take 45 bytes in a file that has just been compacted, and more until then. */
    private static final long POINT_BYTES = 100;

    private final Handle handle;

    OwnerQuery(Handle handle) {
        this.handle = handle;
    }

    /** @param owner null for what is nobody's */
    StoredSize stored(@Nullable String owner) {
        Query query = handle.createQuery("SELECT COALESCE(SUM(points), 0) AS points,"
                + " COALESCE(SUM(blob_bytes), 0) AS bytes FROM run WHERE owner "
                + (owner == null ? "IS NULL" : "= :owner"));
        if (owner != null) {
            query.bind("owner", owner);
        }
        return query.map((row, context) -> {
                    long points = row.getLong("points");
                    return new StoredSize(points, points * POINT_BYTES + row.getLong("bytes"));
                })
                .one();
    }

    /** The users whose runs have begun, the one whose last run began longest ago first. */
    List<String> byLastStart() {
        return handle.createQuery("SELECT owner FROM run WHERE owner IS NOT NULL AND started_nanos IS NOT NULL"
                        + " GROUP BY owner ORDER BY MAX(started_nanos)")
                .mapTo(String.class)
                .list();
    }
}
