package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Table {@code metric_point}: the newest point of each run, key and step. {@code seq} and {@code
 * ordinal} say in which event it came and where in that event.
 */
final class PointTable {
    private final Handle handle;

    PointTable(Handle handle) {
        this.handle = handle;
    }

    /**
     * Adds the points of numbered events; one whose run, key and step are there already replaces the older.
     *
     * @return by how many points each run has grown
     */
    Map<Long, Integer> put(List<RunEvent.Points> events, Map<String, Integer> keyIds) {
        Map<Place, Row> rows = new LinkedHashMap<>();
        for (RunEvent.Points event : events) {
            int ordinal = 0;
            for (MetricPoint point : event.points()) {
                Place place = new Place(event.run(), id(keyIds, point), point.step());
                rows.put(place, new Row(event.seq(), ordinal++, point));
            }
        }
        Map<Long, Integer> added = new HashMap<>();
        if (!rows.isEmpty()) {
            rows.keySet().forEach(place -> added.merge(place.run, 1, Integer::sum));
            delete(List.copyOf(rows.keySet()), added);
            insert(rows);
        }
        return added;
    }

    /** The points of a run in events from one number to another, by event, in the order they came. */
    Map<Long, List<MetricPoint>> between(long run, long firstSeq, long lastSeq, Map<Integer, String> names) {
        return handle.createQuery("SELECT seq, key_id, step, millis, reading FROM metric_point"
                        + " WHERE run_id = :run AND seq BETWEEN :first AND :last ORDER BY run_id, seq, ordinal")
                .bind("run", run)
                .bind("first", firstSeq)
                .bind("last", lastSeq)
                .scanResultSet((rows, context) -> {
                    Map<Long, List<MetricPoint>> points = new HashMap<>();
                    ResultSet row = rows.get();
                    while (row.next()) {
                        points.computeIfAbsent(row.getLong("seq"), seq -> new ArrayList<>())
                                .add(point(row, names));
                    }
                    return points;
                });
    }

    /** @param added less what was there already */
    private void delete(List<Place> places, Map<Long, Integer> added) {
        PreparedBatch batch =
                handle.prepareBatch("DELETE FROM metric_point WHERE run_id = ? AND key_id = ? AND step = ?");
        for (Place place : places) {
            batch.bind(0, place.run).bind(1, place.key).bind(2, place.step).add();
        }
        int[] deleted = batch.execute();
        for (int i = 0; i < deleted.length; i++) {
            added.merge(places.get(i).run, -deleted[i], Integer::sum);
        }
    }

    private void insert(Map<Place, Row> rows) {
        PreparedBatch batch = handle.prepareBatch("INSERT INTO metric_point"
                + " (run_id, key_id, step, seq, ordinal, millis, reading) VALUES (?, ?, ?, ?, ?, ?, ?)");
        rows.forEach((place, row) -> batch.bind(0, place.run)
                .bind(1, place.key)
                .bind(2, place.step)
                .bind(3, row.seq)
                .bind(4, row.ordinal)
                .bind(5, row.point.millis())
                .bind(6, row.point.value())
                .add());
        batch.execute();
    }

    private static MetricPoint point(ResultSet row, Map<Integer, String> names) throws SQLException {
        return new MetricPoint(
                names.getOrDefault(row.getInt("key_id"), "?"),
                row.getLong("step"),
                row.getLong("millis"),
                row.getDouble("reading"));
    }

    private static int id(Map<String, Integer> keyIds, MetricPoint point) {
        return Objects.requireNonNull(keyIds.get(point.key()), "the key of each point has a number");
    }

    private record Place(long run, int key, long step) {}

    private record Row(long seq, int ordinal, MetricPoint point) {}
}
