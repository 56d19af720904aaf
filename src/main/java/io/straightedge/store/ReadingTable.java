package io.straightedge.store;

import io.straightedge.run.PairReading;
import io.straightedge.run.RunEvent;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Table {@code pair_readings}: what was measured of every pair at a step. */
final class ReadingTable {
    private final Handle handle;

    ReadingTable(Handle handle) {
        this.handle = handle;
    }

    /**
     * Adds the readings of an event; those of a step that is there already, equally many, replace the older.
     *
     * @return by how many bytes the run has grown
     */
    long put(RunEvent.Paths event) {
        if (event.readings().isEmpty()) {
            return 0;
        }
        byte[] readings = ReadingBlob.encode(event.readings());
        int replaced =
                handle.execute("DELETE FROM pair_readings WHERE run_id = ? AND step = ?", event.run(), event.step());
        handle.execute(
                "INSERT INTO pair_readings (run_id, step, readings) VALUES (?, ?, ?)",
                event.run(),
                event.step(),
                readings);
        return replaced > 0 ? 0 : readings.length;
    }

    /** Removes all but the first and the last step of a run, and returns how many rows. */
    int thin(long run) {
        return handle.createUpdate("DELETE FROM pair_readings WHERE run_id = :run"
                        + " AND step > (SELECT MIN(step) FROM pair_readings WHERE run_id = :run)"
                        + " AND step < (SELECT MAX(step) FROM pair_readings WHERE run_id = :run)")
                .bind("run", run)
                .execute();
    }

    List<PairReading> find(long run, long step) {
        return handle.createQuery("SELECT readings FROM pair_readings WHERE run_id = :run AND step = :step")
                .bind("run", run)
                .bind("step", step)
                .map((row, context) -> ReadingBlob.decode(
                        row.getBytes("readings"), "the readings of the pairs at step " + step + " of run " + run))
                .findOne()
                .orElse(List.of());
    }
}
