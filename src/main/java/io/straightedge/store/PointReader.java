package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.MetricQuery;
import io.straightedge.run.ThinnedSeries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Reads points, a page at a time, so that no more than one page is held by the database. */
final class PointReader {
    private static final int PAGE = 20_000;
    private static final String ERROR = "_se";

    private final Handle handle;
    private final Map<String, Integer> ids;

    PointReader(Handle handle) {
        this.handle = handle;
        this.ids = new KeyTable(handle).ids();
    }

    /** Every point asked for, by key and ascending in step. */
    Map<String, List<MetricPoint>> all(MetricQuery query) {
        Map<String, List<MetricPoint>> points = new TreeMap<>();
        scan(query, point -> points.computeIfAbsent(point.key(), key -> new ArrayList<>())
                .add(point));
        points.values().forEach(PointReader::sort);
        return points;
    }

    /** At most about so many points of each key; standard errors at the steps of what they belong to. */
    Map<String, ThinnedSeries> thinned(MetricQuery query, int most) {
        Map<String, Thinning> thinnings = new HashMap<>();
        scan(query, point -> thinnings
                .computeIfAbsent(point.key(), key -> new Thinning(most))
                .add(point));
        Map<String, ThinnedSeries> series = new TreeMap<>();
        thinnings.forEach((key, thinning) -> series.put(key, thinning.result()));
        Map<String, Set<Long>> steps = new HashMap<>();
        thinnings.forEach((key, thinning) -> {
            if (thinning.isThinned() && thinnings.containsKey(key + ERROR)) {
                steps.put(key + ERROR, thinning.steps());
            }
        });
        if (!steps.isEmpty()) {
            atSteps(query, steps)
                    .forEach((key, points) -> series.computeIfPresent(
                            key, (same, own) -> new ThinnedSeries(points, own.total(), own.notFinite())));
        }
        return series;
    }

    /** The points of some keys at steps of their own. */
    private Map<String, List<MetricPoint>> atSteps(MetricQuery query, Map<String, Set<Long>> steps) {
        Map<String, List<MetricPoint>> points = new HashMap<>();
        steps.forEach((key, wanted) -> {
            List<MetricPoint> own = new ArrayList<>();
            scanKey(query, key, point -> {
                if (wanted.contains(point.step())) {
                    own.add(point);
                }
            });
            points.put(key, own);
        });
        return points;
    }

    private static void sort(List<MetricPoint> points) {
        points.sort(Comparator.comparingLong(MetricPoint::step));
    }

    /** By key where few points are wanted; otherwise in the order they were written, several times as fast for all. */
    private void scan(MetricQuery query, Consumer<MetricPoint> each) {
        boolean someSteps = query.startStep() > 0 || query.endStep() < Long.MAX_VALUE;
        if (query.afterSeq() > 0 || (!someSteps && wantsMost(query))) {
            scanEvents(query, each);
        } else {
            (query.keys().isEmpty() ? ids.keySet() : query.keys()).forEach(key -> scanKey(query, key, each));
        }
    }

    /** Whether the run has at most twice as many keys as are wanted: looks for no more than so many. */
    private boolean wantsMost(MetricQuery query) {
        if (query.keys().isEmpty()) {
            return true;
        }
        int most = 2 * query.keys().size();
        Optional<Integer> key = Optional.of(0);
        for (int keys = 0; keys <= most; keys++) {
            key = keyAfter(query.run(), key.get());
            if (key.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Integer> keyAfter(long run, int key) {
        return handle.createQuery("SELECT key_id FROM metric_point WHERE run_id = :run AND key_id > :key"
                        + " ORDER BY run_id, key_id LIMIT 1")
                .bind("run", run)
                .bind("key", key)
                .mapTo(Integer.class)
                .findOne();
    }

    private void scanEvents(MetricQuery query, Consumer<MetricPoint> each) {
        Map<Integer, String> wanted = new HashMap<>();
        ids.forEach((key, id) -> {
            if (query.keys().isEmpty() || query.keys().contains(key)) {
                wanted.put(id, key);
            }
        });
        long seq = query.afterSeq() + 1;
        int ordinal = 0;
        Page page;
        do {
            Query rows = handle.createQuery("SELECT step, millis, reading, key_id, seq, ordinal FROM metric_point"
                            + " WHERE run_id = :run AND seq BETWEEN :seq AND :last AND (seq > :seq OR ordinal >= :ordinal)"
                            + " ORDER BY run_id, seq, ordinal LIMIT :page")
                    .bind("seq", seq)
                    .bind("ordinal", ordinal);
            page = read(rows, query, row -> {
                String key = wanted.get(row.getInt(4));
                long step = row.getLong(1);
                if (key != null && step >= query.startStep() && step <= query.endStep()) {
                    each.accept(point(key, row));
                }
                return new Page(0, row.getLong(5), row.getInt(6));
            });
            seq = page.last();
            ordinal = page.ordinal() + 1;
        } while (page.rows() == PAGE);
    }

    private void scanKey(MetricQuery query, String key, Consumer<MetricPoint> each) {
        Integer id = ids.get(key);
        if (id == null) {
            return;
        }
        long step = query.startStep();
        Page page;
        do {
            Query rows = handle.createQuery("SELECT step, millis, reading FROM metric_point"
                            + " WHERE run_id = :run AND key_id = :key AND step BETWEEN :step AND :end AND seq > :after AND seq <= :last"
                            + " ORDER BY run_id, key_id, step LIMIT :page")
                    .bind("key", id)
                    .bind("step", step)
                    .bind("end", query.endStep())
                    .bind("after", query.afterSeq());
            page = read(rows, query, row -> {
                MetricPoint point = point(key, row);
                each.accept(point);
                return new Page(0, point.step(), 0);
            });
            step = page.last() + 1;
        } while (page.rows() == PAGE && page.last() < query.endStep());
    }

    private static Page read(Query query, MetricQuery wanted, RowReader reader) {
        return query.bind("run", wanted.run())
                .bind("last", wanted.lastSeq())
                .bind("page", PAGE)
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    Page last = new Page(0, 0, 0);
                    int read = 0;
                    while (row.next()) {
                        last = reader.read(row);
                        read++;
                    }
                    return new Page(read, last.last(), last.ordinal());
                });
    }

    /** Of a row whose first columns are step, millis and reading: reading them by name would take longer. */
    private static MetricPoint point(String key, ResultSet row) throws SQLException {
        return new MetricPoint(key, row.getLong(1), row.getLong(2), row.getDouble(3));
    }

    /** How many rows were read, and where the last of them was. */
    private record Page(int rows, long last, int ordinal) {}

    private interface RowReader {
        Page read(ResultSet row) throws SQLException;
    }
}
