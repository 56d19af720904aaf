package io.straightedge.store;

import io.straightedge.run.PathRecord;
import io.straightedge.run.RunEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Table {@code path}: the exact path of each kept pair at each measured step. */
final class PathTable {
    private final Handle handle;

    PathTable(Handle handle) {
        this.handle = handle;
    }

    /**
     * Adds the paths of a numbered event; one whose step and pair are there already replaces the older.
     *
     * @return by how many bytes the step has grown
     */
    long put(RunEvent.Paths event) {
        if (event.paths().isEmpty()) {
            return 0;
        }
        long before = bytes(event.run(), event.step());
        PreparedBatch delete = handle.prepareBatch("DELETE FROM path WHERE run_id = ? AND step = ? AND pair = ?");
        PreparedBatch insert =
                handle.prepareBatch("INSERT INTO path (run_id, step, pair, seq, shape) VALUES (?, ?, ?, ?, ?)");
        for (PathRecord path : event.paths()) {
            delete.bind(0, event.run())
                    .bind(1, event.step())
                    .bind(2, path.pair())
                    .add();
            insert.bind(0, event.run())
                    .bind(1, event.step())
                    .bind(2, path.pair())
                    .bind(3, event.seq())
                    .bind(4, PathBlob.encode(path))
                    .add();
        }
        delete.execute();
        insert.execute();
        return bytes(event.run(), event.step()) - before;
    }

    private long bytes(long run, long step) {
        return handle.createQuery(
                        "SELECT COALESCE(SUM(OCTET_LENGTH(shape)), 0) FROM path WHERE run_id = :run AND step = :step")
                .bind("run", run)
                .bind("step", step)
                .mapTo(long.class)
                .one();
    }

    /** Removes all but the first and the last step of a run, and returns how many rows. */
    int thin(long run) {
        return handle.createUpdate("DELETE FROM path WHERE run_id = :run"
                        + " AND step > (SELECT MIN(step) FROM path WHERE run_id = :run)"
                        + " AND step < (SELECT MAX(step) FROM path WHERE run_id = :run)")
                .bind("run", run)
                .execute();
    }

    List<Long> steps(long run) {
        return handle.createQuery("SELECT DISTINCT step FROM path WHERE run_id = :run ORDER BY step")
                .bind("run", run)
                .mapTo(Long.class)
                .list();
    }

    Optional<PathRecord> find(long run, long step, int pair) {
        return handle.createQuery("SELECT pair, shape FROM path WHERE run_id = :run AND step = :step AND pair = :pair")
                .bind("run", run)
                .bind("step", step)
                .bind("pair", pair)
                .map((row, context) -> path(row, run, step))
                .findOne();
    }

    /** The paths of a step whose pair is at least this one, by pair. */
    List<PathRecord> from(long run, long step, int pair) {
        return handle.createQuery("SELECT pair, shape FROM path WHERE run_id = :run AND step = :step AND pair >= :pair"
                        + " ORDER BY pair")
                .bind("run", run)
                .bind("step", step)
                .bind("pair", pair)
                .map((row, context) -> path(row, run, step))
                .list();
    }

    private static PathRecord path(ResultSet row, long run, long step) throws SQLException {
        int pair = row.getInt("pair");
        return PathBlob.decode(
                pair, row.getBytes("shape"), "the path of pair " + pair + " at step " + step + " of run " + run);
    }
}
