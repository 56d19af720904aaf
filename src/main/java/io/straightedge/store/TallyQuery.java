package io.straightedge.store;

import io.straightedge.run.RunSetup;
import io.straightedge.run.RunState;
import io.straightedge.run.RunTally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Counts the runs of experiments by state, without reading the runs. */
final class TallyQuery {
    private final Handle handle;

    TallyQuery(Handle handle) {
        this.handle = handle;
    }

    /** @param experiments at least one */
    Map<Long, RunTally> of(Collection<Long> experiments) {
        Map<Long, Double> partial = partial(experiments);
        Map<Long, RunTally> tallies = new HashMap<>();
        for (Row row : counts(experiments)) {
            tallies.merge(row.experiment, row.tally(partial), TallyQuery::together);
        }
        return tallies;
    }

    private List<Row> counts(Collection<Long> experiments) {
        return handle.createQuery("SELECT experiment_id, state, COUNT(*) AS runs, MIN(started_nanos) AS started,"
                        + " MAX(ended_nanos) AS ended,"
                        + " AVG(CAST(ended_nanos - started_nanos AS DOUBLE PRECISION)) AS nanos"
                        + " FROM run WHERE experiment_id IN (<experiments>) GROUP BY experiment_id, state")
                .bindList("experiments", List.copyOf(experiments))
                .map((row, context) -> row(row))
                .list();
    }

    /** The fractions done of runs under way, of which there are few, added up by experiment. */
    private Map<Long, Double> partial(Collection<Long> experiments) {
        Map<Long, Double> partial = new HashMap<>();
        handle.createQuery("SELECT experiment_id, id, step, setup FROM run WHERE state IN (<states>)"
                        + " AND experiment_id IN (<experiments>) AND setup IS NOT NULL")
                .bindList("states", RunState.RUNNING.label(), RunState.PAUSED.label(), RunState.INTERRUPTED.label())
                .bindList("experiments", List.copyOf(experiments))
                .map((row, context) -> Map.entry(row.getLong("experiment_id"), fraction(row)))
                .forEach(entry -> partial.merge(entry.getKey(), entry.getValue(), Double::sum));
        return partial;
    }

    private static double fraction(ResultSet row) throws SQLException {
        RunSetup setup = Json.read(row.getString("setup"), RunSetup.class, "the setup of run " + row.getLong("id"));
        return setup.totalSteps() == 0 ? 0 : row.getLong("step") / (double) setup.totalSteps();
    }

    private static Row row(ResultSet row) throws SQLException {
        RunState state = RunState.of(row.getString("state"));
        return new Row(
                row.getLong("experiment_id"),
                state,
                row.getInt("runs"),
                Nanos.toInstant(row.getObject("started", Long.class)),
                Nanos.toInstant(row.getObject("ended", Long.class)),
                state == RunState.FINISHED ? row.getDouble("nanos") / 1e6 : Double.NaN);
    }

    private static RunTally together(RunTally a, RunTally b) {
        Map<RunState, Integer> counts = new EnumMap<>(a.counts());
        counts.putAll(b.counts());
        return new RunTally(
                counts,
                a.partial(),
                extreme(a.started(), b.started(), -1),
                extreme(a.ended(), b.ended(), 1),
                Double.isNaN(a.meanMillis()) ? b.meanMillis() : a.meanMillis());
    }

    private static @Nullable Instant extreme(@Nullable Instant a, @Nullable Instant b, int sign) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return Integer.signum(a.compareTo(b)) == sign ? a : b;
    }

    private record Row(
            long experiment,
            RunState state,
            int runs,
            @Nullable Instant started,
            @Nullable Instant ended,
            double meanMillis) {

        RunTally tally(Map<Long, Double> partial) {
            return new RunTally(
                    Map.of(state, runs),
                    Objects.requireNonNullElse(partial.get(experiment), 0.0),
                    started,
                    ended,
                    meanMillis);
        }
    }
}
