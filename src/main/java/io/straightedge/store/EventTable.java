package io.straightedge.store;

import io.straightedge.run.RunEvent;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Table {@code event}: what happened to a run, in order. State changes are here in full; of other
 * events the number and kind, while their content is in the tables of points, pairs and paths.
 */
final class EventTable {
    static final String STATE = "state";
    static final String SETUP = "setup";
    static final String POINTS = "points";
    static final String PATHS = "paths";

    private final Handle handle;

    EventTable(Handle handle) {
        this.handle = handle;
    }

    /** @param events with their numbers, at least one */
    void insert(List<RunEvent> events) {
        PreparedBatch batch = handle.prepareBatch("INSERT INTO event (run_id, seq, type, payload) VALUES (?, ?, ?, ?)");
        for (RunEvent event : events) {
            batch.bind(0, event.run())
                    .bind(1, event.seq())
                    .bind(2, type(event))
                    .bind(3, payload(event))
                    .add();
        }
        batch.execute();
    }

    /** The events of a run after a number, in order; those whose points were all replaced are left out. */
    List<Row> after(long run, long seq, int limit) {
        return handle.createQuery("SELECT seq, type, payload FROM event WHERE run_id = :run AND seq > :seq"
                        + " AND (type <> :points OR EXISTS (SELECT 1 FROM metric_point"
                        + " WHERE metric_point.run_id = event.run_id AND metric_point.seq = event.seq))"
                        + " ORDER BY run_id, seq LIMIT :limit")
                .bind("run", run)
                .bind("seq", seq)
                .bind("points", POINTS)
                .bind("limit", limit)
                .map((row, context) -> new Row(row.getLong("seq"), row.getString("type"), row.getString("payload")))
                .list();
    }

    private static String type(RunEvent event) {
        if (event instanceof RunEvent.StateChanged) {
            return STATE;
        } else if (event instanceof RunEvent.SetUp) {
            return SETUP;
        } else if (event instanceof RunEvent.Points) {
            return POINTS;
        }
        return PATHS;
    }

    private static @Nullable String payload(RunEvent event) {
        if (event instanceof RunEvent.StateChanged change) {
            return Json.write(
                    new StatePayload(change.at().toString(), change.state().label(), change.message()));
        } else if (event instanceof RunEvent.SetUp setUp) {
            return Json.write(setUp.setup());
        } else if (event instanceof RunEvent.Paths paths) {
            return Json.write(new PathsPayload(paths.step()));
        }
        return null;
    }

    record Row(long seq, String type, @Nullable String payload) {}

    record StatePayload(String at, String state, String message) {}

    record PathsPayload(long step) {}
}
