package io.straightedge.store;

import io.straightedge.run.ExperimentStore;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.MetricQuery;
import io.straightedge.run.PairReading;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoredSize;
import io.straightedge.run.ThinnedSeries;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs in a relational database: the transactions; each table class has its SQL. */
final class JdbcRunStore implements RunStore {
    private final Transactions transactions;
    private final ExperimentStore experiments;

    JdbcRunStore(Transactions transactions) {
        this.transactions = transactions;
        this.experiments = new JdbcExperimentStore(transactions);
    }

    @Override
    public ExperimentStore experiments() {
        return experiments;
    }

    @Override
    public Run create(RunSpec spec, Instant created, @Nullable String owner) {
        return transactions.write(handle -> new RunTable(handle).insert(spec, created, null, null, owner));
    }

    @Override
    public Run createImported(
            RunSpec spec, Instant created, @Nullable Long experiment, @Nullable Integer cell, @Nullable String owner) {
        return transactions.write(handle -> new RunTable(handle)
                .insert(spec, created, experiment, cell, owner, RunState.FAILED, "its import did not complete"));
    }

    @Override
    public Optional<Run> find(long id) {
        return transactions.read(handle -> new RunTable(handle).find(id));
    }

    @Override
    public List<Run> list(long before, int limit) {
        return transactions.read(handle -> new RunTable(handle).newestBefore(before, limit));
    }

    @Override
    public List<Run> inState(Set<RunState> states) {
        return states.isEmpty() ? List.of() : transactions.read(handle -> new RunTable(handle).inState(states));
    }

    @Override
    public Map<RunState, Long> countByState() {
        return transactions.read(handle -> new RunTable(handle).countByState());
    }

    @Override
    public List<Run> endedBefore(Instant moment) {
        return transactions.read(handle -> new RunTable(handle).endedBefore(moment));
    }

    @Override
    public List<Run> queued() {
        return transactions.read(handle -> new RunTable(handle).queued());
    }

    @Override
    public void keepQueue(List<Long> order) {
        transactions.write(handle -> {
            new RunTable(handle).keepQueue(order);
            return order;
        });
    }

    @Override
    public StoredSize stored(@Nullable String owner) {
        return transactions.read(handle -> new OwnerQuery(handle).stored(owner));
    }

    @Override
    public List<String> ownersByLastStart() {
        return transactions.read(handle -> new OwnerQuery(handle).byLastStart());
    }

    @Override
    public Optional<Run> label(long id, RunLabels labels, long version) {
        return transactions.write(handle -> {
            RunTable table = new RunTable(handle);
            return table.label(id, labels, version) ? table.find(id) : Optional.empty();
        });
    }

    @Override
    public boolean delete(long id) {
        return transactions.write(handle -> new RunTable(handle).delete(id));
    }

    /** @throws IllegalArgumentException for an event without points, or a path whose arrays do not fit together */
    @Override
    public List<RunEvent> append(List<RunEvent> events) {
        Set<String> keys = keys(events);
        Map<String, Integer> keyIds = transactions.writeSingly(handle -> new KeyTable(handle).idsWith(keys));
        return transactions.write(handle -> new EventWriter(handle, keyIds).append(events));
    }

    @Override
    public void sync() {
        transactions.writeSingly(handle -> handle.execute("CHECKPOINT SYNC"));
    }

    @Override
    public List<RunEvent> eventsAfter(long run, long seq, int limit) {
        return transactions.read(handle -> new EventReader(handle).after(run, seq, limit));
    }

    @Override
    public Map<String, List<MetricPoint>> metrics(MetricQuery query) {
        return transactions.read(handle -> new PointReader(handle).all(query));
    }

    @Override
    public Map<String, ThinnedSeries> thinnedMetrics(MetricQuery query, int maxPoints) {
        return transactions.read(handle -> new PointReader(handle).thinned(query, maxPoints));
    }

    @Override
    public List<String> keys(long run) {
        return transactions.read(handle -> new EndsQuery(handle).keysOfRun(run));
    }

    @Override
    public Map<Long, Map<String, Double>> lastValues(Collection<Long> runs, Set<String> keys) {
        return runs.isEmpty() || keys.isEmpty()
                ? Map.of()
                : transactions.read(handle -> new EndsQuery(handle).last(runs, keys));
    }

    @Override
    public List<PairRecord> pairs(long run) {
        return transactions.read(handle -> new PairTable(handle).of(run));
    }

    @Override
    public List<MeasuredPair> measuredPairs(long run) {
        return transactions.read(handle -> new MeasuredPairTable(handle).of(run));
    }

    @Override
    public List<Long> pathSteps(long run) {
        return transactions.read(handle -> new PathTable(handle).steps(run));
    }

    @Override
    public Optional<PathRecord> path(long run, long step, int pair) {
        return transactions.read(handle -> new PathTable(handle).find(run, step, pair));
    }

    @Override
    public List<PathRecord> slices(long run, long step) {
        return transactions.read(handle -> new PathTable(handle).from(run, step, PathRecord.FIRST_SLICE));
    }

    @Override
    public List<PairReading> readings(long run, long step) {
        return transactions.read(handle -> new ReadingTable(handle).find(run, step));
    }

    @Override
    public int thinPaths(long run) {
        return transactions.write(handle -> {
            new ReadingTable(handle).thin(run);
            return new PathTable(handle).thin(run);
        });
    }

    @Override
    public void close() {
        transactions.close();
    }

    private static Set<String> keys(List<RunEvent> events) {
        Set<String> keys = new HashSet<>();
        for (RunEvent event : events) {
            if (event instanceof RunEvent.Points added) {
                if (added.points().isEmpty()) {
                    throw new IllegalArgumentException("an event of run " + event.run() + " has no points");
                }
                added.points().forEach(point -> keys.add(point.key()));
            }
        }
        return keys;
    }
}
