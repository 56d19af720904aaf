package io.straightedge.store;

import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Table {@code experiment}: one row per experiment. */
final class ExperimentTable {
    private static final String SELECT = "SELECT id, spec, created_nanos, stopped, owner FROM experiment ";

    private final Handle handle;

    ExperimentTable(Handle handle) {
        this.handle = handle;
    }

    long insert(ExperimentSpec spec, Instant created, @Nullable String owner) {
        return handle.createUpdate("INSERT INTO experiment (spec, created_nanos, stopped, owner)"
                        + " VALUES (:spec, :created, FALSE, :owner)")
                .bind("spec", Json.write(spec.toMap()))
                .bind("created", Nanos.of(created))
                .bind("owner", owner)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one();
    }

    Optional<Experiment> find(long id) {
        return one(SELECT + "WHERE id = :id", id);
    }

    /** The experiment, which no other transaction can change until this one ends. */
    Optional<Experiment> lock(long id) {
        return one(SELECT + "WHERE id = :id FOR UPDATE", id);
    }

    List<Experiment> newestBefore(long before, int limit) {
        return handle.createQuery(SELECT + "WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> experiment(row))
                .list();
    }

    /** Gives it another spec; it counts as stopped no longer. */
    void update(long id, ExperimentSpec spec) {
        handle.createUpdate("UPDATE experiment SET spec = :spec, stopped = FALSE WHERE id = :id")
                .bind("spec", Json.write(spec.toMap()))
                .bind("id", id)
                .execute();
    }

    boolean markStopped(long id) {
        return changed("UPDATE experiment SET stopped = TRUE WHERE id = :id", id);
    }

    /** Removes an experiment; the foreign keys of the other tables take its runs along. */
    boolean delete(long id) {
        return changed("DELETE FROM experiment WHERE id = :id", id);
    }

    private Optional<Experiment> one(String query, long id) {
        return handle.createQuery(query)
                .bind("id", id)
                .map((row, context) -> experiment(row))
                .findOne();
    }

    private boolean changed(String update, long id) {
        return handle.createUpdate(update).bind("id", id).execute() > 0;
    }

    private static Experiment experiment(ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new Experiment(
                id,
                Json.readExperiment(row.getString("spec"), "the spec of experiment " + id),
                Nanos.toInstant(row.getLong("created_nanos")),
                row.getBoolean("stopped"),
                row.getString("owner"));
    }
}
