package io.straightedge.store;

import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import io.straightedge.run.ExperimentStore;
import io.straightedge.run.Run;
import io.straightedge.run.RunTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Experiments in the same relational database as their runs. */
final class JdbcExperimentStore implements ExperimentStore {
    private final Transactions transactions;

    JdbcExperimentStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Run> create(ExperimentSpec spec, Instant created, @Nullable String owner) {
        return transactions.write(handle -> {
            long id = new ExperimentTable(handle).insert(spec, created, owner);
            return addRuns(handle, new Experiment(id, spec, created, false, owner), spec.seeds(), created);
        });
    }

    @Override
    public Experiment createEmpty(ExperimentSpec spec, Instant created, @Nullable String owner) {
        return transactions.write(handle ->
                new Experiment(new ExperimentTable(handle).insert(spec, created, owner), spec, created, false, owner));
    }

    @Override
    public List<Run> extend(long id, List<Long> seeds, Instant created) {
        return transactions.write(handle -> {
            ExperimentTable experiments = new ExperimentTable(handle);
            Optional<Experiment> found = experiments.lock(id);
            if (found.isEmpty()) {
                return List.of();
            }
            List<Long> added = new ArrayList<>(seeds);
            added.removeAll(found.get().spec().seeds());
            if (added.isEmpty()) {
                return List.of();
            }
            ExperimentSpec extended = found.get().spec().withSeeds(added);
            experiments.update(id, extended);
            Experiment grown = new Experiment(
                    id, extended, found.get().created(), false, found.get().owner());
            return addRuns(handle, grown, added.stream().distinct().toList(), created);
        });
    }

    @Override
    public void markStopped(long id) {
        transactions.write(handle -> new ExperimentTable(handle).markStopped(id));
    }

    @Override
    public Optional<Experiment> find(long id) {
        return transactions.read(handle -> new ExperimentTable(handle).find(id));
    }

    @Override
    public List<Experiment> list(long before, int limit) {
        return transactions.read(handle -> new ExperimentTable(handle).newestBefore(before, limit));
    }

    @Override
    public boolean delete(long id) {
        return transactions.write(handle -> new ExperimentTable(handle).delete(id));
    }

    @Override
    public List<Run> runs(long id, long before, int limit) {
        return transactions.read(handle -> new RunTable(handle).ofExperiment(id, before, limit));
    }

    @Override
    public Map<Long, RunTally> tallies(Collection<Long> ids) {
        return ids.isEmpty() ? Map.of() : transactions.read(handle -> new TallyQuery(handle).of(ids));
    }

    @Override
    public List<String> keys(long id) {
        return transactions.read(handle -> new EndsQuery(handle).keys(id));
    }

    @Override
    public Map<Long, Map<String, Ends>> ends(long id, Set<String> keys) {
        return transactions.read(handle -> {
            EndsQuery query = new EndsQuery(handle);
            Set<String> wanted = keys.isEmpty() ? Set.copyOf(query.keys(id)) : keys;
            return wanted.isEmpty() ? Map.of() : query.of(id, wanted);
        });
    }

    private static List<Run> addRuns(Handle handle, Experiment experiment, List<Long> seeds, Instant created) {
        RunTable table = new RunTable(handle);
        ExperimentSpec spec = experiment.spec();
        List<Cell> cells = spec.cells();
        List<Run> runs = new ArrayList<>();
        for (long seed : seeds) {
            for (Cell cell : cells) {
                runs.add(
                        table.insert(spec.run(cell, seed), created, experiment.id(), cell.index(), experiment.owner()));
            }
        }
        return runs;
    }
}
