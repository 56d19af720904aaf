package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Puts events together from the tables, within one transaction. */
final class EventReader {
    private final EventTable events;
    private final PointTable points;
    private final PairTable pairs;
    private final MeasuredPairTable measuredPairs;
    private final KeyTable keys;

    EventReader(Handle handle) {
        this.events = new EventTable(handle);
        this.points = new PointTable(handle);
        this.pairs = new PairTable(handle);
        this.measuredPairs = new MeasuredPairTable(handle);
        this.keys = new KeyTable(handle);
    }

    List<RunEvent> after(long run, long seq, int limit) {
        List<EventTable.Row> rows = events.after(run, seq, limit);
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<Long, List<MetricPoint>> pointsBySeq =
                points.between(run, rows.get(0).seq(), rows.get(rows.size() - 1).seq(), keys.names());
        return rows.stream()
                .map(row -> row.type().equals(EventTable.POINTS)
                        ? new RunEvent.Points(run, row.seq(), pointsBySeq.getOrDefault(row.seq(), List.of()))
                        : event(run, row))
                .toList();
    }

    private RunEvent event(long run, EventTable.Row row) {
        String what = "event " + row.seq() + " of run " + run;
        String payload = Objects.requireNonNullElse(row.payload(), "");
        return switch (row.type()) {
            case EventTable.STATE -> {
                EventTable.StatePayload change = Json.read(payload, EventTable.StatePayload.class, what);
                yield new RunEvent.StateChanged(
                        run, row.seq(), Instant.parse(change.at()), RunState.of(change.state()), change.message());
            }
            case EventTable.SETUP ->
                new RunEvent.SetUp(
                        run, row.seq(), Json.read(payload, RunSetup.class, what), pairs.of(run), measuredPairs.of(run));
            default ->
                new RunEvent.Paths(
                        run,
                        row.seq(),
                        Json.read(payload, EventTable.PathsPayload.class, what).step(),
                        List.of(),
                        List.of());
        };
    }
}
