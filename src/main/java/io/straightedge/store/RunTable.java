package io.straightedge.store;

import io.straightedge.run.Run;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Table {@code run}: one row per run. */
final class RunTable {
    private static final String SELECT = "SELECT id, spec, state, message, created_nanos, started_nanos, ended_nanos,"
            + " step, last_seq, setup, experiment_id, cell, owner, labels, version FROM run ";

    private final Handle handle;

    RunTable(Handle handle) {
        this.handle = handle;
    }

    /**
     * @param experiment that it belongs to, or null
     * @param cell in that experiment, or null
     * @param owner who makes it, or null
     */
    Run insert(
            RunSpec spec, Instant created, @Nullable Long experiment, @Nullable Integer cell, @Nullable String owner) {
        return insert(spec, created, experiment, cell, owner, RunState.QUEUED, "");
    }

    Run insert(
            RunSpec spec,
            Instant created,
            @Nullable Long experiment,
            @Nullable Integer cell,
            @Nullable String owner,
            RunState state,
            String message) {
        long id = handle.createUpdate("INSERT INTO run (spec, state, message, created_nanos, step, last_seq,"
                        + " experiment_id, cell, owner) VALUES (:spec, :state, :message, :created, 0, 0, :experiment, :cell,"
                        + " :owner)")
                .bind("spec", Json.write(spec))
                .bind("state", state.label())
                .bind("message", message)
                .bind("created", Nanos.of(created))
                .bind("experiment", experiment)
                .bind("cell", cell)
                .bind("owner", owner)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
        return new Run(
                id,
                spec,
                state,
                message,
                created,
                null,
                null,
                0,
                0,
                null,
                experiment,
                cell,
                owner,
                RunLabels.of(spec),
                1);
    }

    Optional<Run> find(long id) {
        return handle.createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> run(row))
                .findOne();
    }

    List<Run> newestBefore(long before, int limit) {
        return handle.createQuery(SELECT + "WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> run(row))
                .list();
    }

    List<Run> ofExperiment(long experiment, long before, int limit) {
        return handle.createQuery(SELECT + "WHERE experiment_id = :experiment AND id < :before"
                        + " ORDER BY experiment_id DESC, id DESC LIMIT :limit")
                .bind("experiment", experiment)
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> run(row))
                .list();
    }

    /** @param states at least one */
    List<Run> inState(Collection<RunState> states) {
        return handle.createQuery(SELECT + "WHERE state IN (<states>) ORDER BY id")
                .bindList("states", states.stream().map(RunState::label).toList())
                .map((row, context) -> run(row))
                .list();
    }

    Map<RunState, Long> countByState() {
        return handle.createQuery("SELECT state, COUNT(*) AS runs FROM run GROUP BY state")
                .reduceRows(new EnumMap<>(RunState.class), (counts, row) -> {
                    counts.put(RunState.of(row.getColumn("state", String.class)), row.getColumn("runs", Long.class));
                    return counts;
                });
    }

    List<Run> endedBefore(Instant moment) {
        List<String> ended = Arrays.stream(RunState.values())
                .filter(RunState::ended)
                .map(RunState::label)
                .toList();
        return handle.createQuery(SELECT + "WHERE state IN (<states>) AND ended_nanos < :moment ORDER BY id")
                .bindList("states", ended)
                .bind("moment", Nanos.of(moment))
                .map((row, context) -> run(row))
                .list();
    }

    /** Queued runs by their place in the queue. */
    List<Run> queued() {
        return handle.createQuery(SELECT + "WHERE state = :queued ORDER BY queue_place NULLS LAST, id")
                .bind("queued", RunState.QUEUED.label())
                .map((row, context) -> run(row))
                .list();
    }

    /** Ascending by run, as every transaction locks them, so that two never wait for each other. */
    void keepQueue(List<Long> order) {
        Map<Long, @Nullable Integer> places = new TreeMap<>();
        handle.createQuery("SELECT id FROM run WHERE queue_place IS NOT NULL")
                .mapTo(Long.class)
                .forEach(id -> places.put(id, null));
        for (int place = 0; place < order.size(); place++) {
            places.put(order.get(place), place);
        }
        PreparedBatch updates = handle.prepareBatch("UPDATE run SET queue_place = ? WHERE id = ?");
        places.forEach((id, place) -> updates.bind(0, place).bind(1, id).add());
        if (!places.isEmpty()) {
            updates.execute();
        }
    }

    /** Returns false when there is no run with this version. */
    boolean label(long id, RunLabels labels, long version) {
        return handle.createUpdate("UPDATE run SET labels = :labels, version = version + 1"
                                + " WHERE id = :id AND version = :version")
                        .bind("labels", Json.write(labels))
                        .bind("id", id)
                        .bind("version", version)
                        .execute()
                > 0;
    }

    /** Removes a run; the foreign keys of the other tables take all it recorded along. */
    boolean delete(long id) {
        return handle.createUpdate("DELETE FROM run WHERE id = :id")
                        .bind("id", id)
                        .execute()
                > 0;
    }

    /** The progress of a run, which no other transaction can move until this one ends. */
    Optional<Progress> lockProgress(long id) {
        return handle.createQuery("SELECT state, message, started_nanos, ended_nanos, step, last_seq"
                        + " FROM run WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> progress(row))
                .findOne();
    }

    void update(long id, Progress progress, Growth growth) {
        handle.createUpdate("UPDATE run SET state = :state, message = :message, started_nanos = :started,"
                        + " ended_nanos = :ended, step = :step, last_seq = :seq, points = points + :points,"
                        + " blob_bytes = blob_bytes + :bytes WHERE id = :id")
                .bind("state", progress.state().label())
                .bind("message", progress.message())
                .bind("started", Nanos.ofNullable(progress.started()))
                .bind("ended", Nanos.ofNullable(progress.ended()))
                .bind("step", progress.step())
                .bind("seq", progress.lastSeq())
                .bind("points", growth.points())
                .bind("bytes", growth.blobBytes())
                .bind("id", id)
                .execute();
    }

    void update(long id, RunSetup setup) {
        handle.createUpdate("UPDATE run SET setup = :setup WHERE id = :id")
                .bind("setup", Json.write(setup))
                .bind("id", id)
                .execute();
    }

    private static Run run(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        Progress progress = progress(row);
        RunSpec spec = Json.readSpec(row.getString("spec"), "the spec of run " + id);
        return new Run(
                id,
                spec,
                progress.state(),
                progress.message(),
                Nanos.toInstant(row.getLong("created_nanos")),
                progress.started(),
                progress.ended(),
                progress.step(),
                progress.lastSeq(),
                setup(row.getString("setup"), id),
                row.getObject("experiment_id", Long.class),
                row.getObject("cell", Integer.class),
                row.getString("owner"),
                labels(row.getString("labels"), spec, id),
                row.getLong("version"));
    }

    private static RunLabels labels(@Nullable String json, RunSpec spec, long id) {
        return json == null ? RunLabels.of(spec) : Json.read(json, RunLabels.class, "the labels of run " + id);
    }

    private static Progress progress(ResultSet row) throws SQLException {
        return new Progress(
                RunState.of(row.getString("state")),
                row.getString("message"),
                Nanos.toInstant(row.getObject("started_nanos", Long.class)),
                Nanos.toInstant(row.getObject("ended_nanos", Long.class)),
                row.getLong("step"),
                row.getLong("last_seq"));
    }

    private static @Nullable RunSetup setup(@Nullable String text, long run) {
        return text == null ? null : Json.read(text, RunSetup.class, "the setup of run " + run);
    }
}
