package io.straightedge.store;

import io.straightedge.run.ExperimentStore.Ends;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The ends of the series of some runs, found by the points' primary key. */
final class EndsQuery {
    private final Handle handle;

    EndsQuery(Handle handle) {
        this.handle = handle;
    }

    List<String> keys(long experiment) {
        return handle.createQuery("SELECT name FROM metric_key WHERE EXISTS (SELECT 1 FROM run"
                        + " WHERE run.experiment_id = :experiment AND EXISTS (SELECT 1 FROM metric_point"
                        + " WHERE metric_point.run_id = run.id AND metric_point.key_id = metric_key.id))"
                        + " ORDER BY name")
                .bind("experiment", experiment)
                .mapTo(String.class)
                .list();
    }

    List<String> keysOfRun(long run) {
        return handle.createQuery("SELECT name FROM metric_key WHERE EXISTS (SELECT 1 FROM metric_point"
                        + " WHERE run_id = :run AND key_id = metric_key.id) ORDER BY name")
                .bind("run", run)
                .mapTo(String.class)
                .list();
    }

    /** @param keys at least one */
    Map<Long, Map<String, Ends>> of(long experiment, Set<String> keys) {
        Map<Long, Map<String, Ends>> ends = new HashMap<>();
        handle.createQuery("SELECT run.id AS run, metric_key.name AS name, " + end("ASC") + " AS first_reading, "
                        + end("DESC") + " AS last_reading FROM run CROSS JOIN metric_key"
                        + " WHERE run.experiment_id = :experiment AND metric_key.name IN (<keys>)")
                .bind("experiment", experiment)
                .bindList("keys", List.copyOf(keys))
                .scanResultSet((rows, context) -> {
                    ResultSet row = rows.get();
                    while (row.next()) {
                        double first = row.getDouble("first_reading");
                        if (!row.wasNull()) {
                            ends.computeIfAbsent(row.getLong("run"), run -> new HashMap<>())
                                    .put(row.getString("name"), new Ends(first, row.getDouble("last_reading")));
                        }
                    }
                    return ends;
                });
        return ends;
    }

    /**
     * @param runs at least one
     * @param keys at least one
     */
    Map<Long, Map<String, Double>> last(Collection<Long> runs, Set<String> keys) {
        Map<Long, Map<String, Double>> last = new HashMap<>();
        handle
                .createQuery("SELECT run.id AS run, metric_key.name AS name, " + end("DESC") + " AS reading"
                        + " FROM run CROSS JOIN metric_key WHERE run.id IN (<runs>) AND metric_key.name IN (<keys>)")
                .bindList("runs", List.copyOf(runs))
                .bindList("keys", List.copyOf(keys))
                .map((row, context) ->
                        new Last(row.getLong("run"), row.getString("name"), row.getObject("reading", Double.class)))
                .stream()
                .filter(found -> found.reading != null)
                .forEach(found ->
                        last.computeIfAbsent(found.run, run -> new HashMap<>()).put(found.name, found.reading));
        return last;
    }

    private record Last(long run, String name, @Nullable Double reading) {}

    private static String end(String order) {
        return "(SELECT reading FROM metric_point WHERE run_id = run.id AND key_id = metric_key.id ORDER BY run_id "
                + order + ", key_id " + order + ", step " + order + " LIMIT 1)";
    }
}
