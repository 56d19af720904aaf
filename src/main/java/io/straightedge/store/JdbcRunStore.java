package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Runs in a relational database: the transactions; each table class has its SQL. */
final class JdbcRunStore implements RunStore {
    private final Jdbi jdbi;
    private final String place;
    private final Runnable closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param place name of the database in messages
     * @param closing releases the database
     */
    JdbcRunStore(Jdbi jdbi, String place, Runnable closing) {
        this.jdbi = jdbi;
        this.place = place;
        this.closing = closing;
    }

    @Override
    public Run create(RunSpec spec, Instant created) {
        Progress queued = new Progress(RunState.QUEUED, "", null, null, 0, 0);
        return write(handle -> new RunTable(handle).insert(spec, created, queued));
    }

    @Override
    public Run createEnded(
            RunSpec spec, RunState state, String message, Instant created, @Nullable Instant started, Instant ended) {
        if (!state.ended()) {
            throw new IllegalArgumentException(state.label() + " is not the state of a run that has ended");
        }
        Progress progress = new Progress(state, message, started, ended, 0, 0);
        return write(handle -> new RunTable(handle).insert(spec, created, progress));
    }

    @Override
    public Optional<Run> find(long id) {
        return read(handle -> new RunTable(handle).find(id));
    }

    @Override
    public List<Run> list(long before, int limit) {
        return read(handle -> new RunTable(handle).newestBefore(before, limit));
    }

    @Override
    public List<Run> inState(Set<RunState> states) {
        return states.isEmpty() ? List.of() : read(handle -> new RunTable(handle).inState(states));
    }

    @Override
    public boolean delete(long id) {
        return write(handle -> new RunTable(handle).delete(id));
    }

    /** @throws IllegalArgumentException for an event without points, or a path whose arrays do not fit together */
    @Override
    public List<RunEvent> append(List<RunEvent> events) {
        Set<String> keys = keys(events);
        Map<String, Integer> keyIds =
                call("written", () -> jdbi.withHandle(handle -> new KeyTable(handle).idsWith(keys)));
        return write(handle -> new EventWriter(handle, keyIds).append(events));
    }

    @Override
    public List<RunEvent> eventsAfter(long run, long seq, int limit) {
        return read(handle -> new EventReader(handle).after(run, seq, limit));
    }

    @Override
    public Map<String, List<MetricPoint>> metrics(long run, Set<String> keys, long afterSeq, long lastSeq) {
        return read(handle -> {
            Map<Integer, String> names = new KeyTable(handle).names();
            PointTable points = new PointTable(handle);
            if (keys.isEmpty() || afterSeq > 0) {
                Map<String, List<MetricPoint>> all = points.within(run, afterSeq, lastSeq, names);
                if (!keys.isEmpty()) {
                    all.keySet().retainAll(keys);
                }
                return all;
            }
            Map<String, List<MetricPoint>> wanted = new TreeMap<>();
            names.forEach((id, name) -> {
                if (keys.contains(name)) {
                    wanted.put(name, points.ofKey(run, id, lastSeq, names));
                }
            });
            wanted.values().removeIf(List::isEmpty);
            return wanted;
        });
    }

    @Override
    public List<PairRecord> pairs(long run) {
        return read(handle -> new PairTable(handle).of(run));
    }

    @Override
    public List<Long> pathSteps(long run) {
        return read(handle -> new PathTable(handle).steps(run));
    }

    @Override
    public Optional<PathRecord> path(long run, long step, int pair) {
        return read(handle -> new PathTable(handle).find(run, step, pair));
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            closing.run();
        }
    }

    /** Reads see the database as it was at one moment, while others write. */
    private <T> T read(Work<T> work) {
        return call("read", () -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::on));
    }

    private <T> T write(Work<T> work) {
        return call("written", () -> jdbi.inTransaction(work::on));
    }

    /**
     * The pool refuses an interrupted thread, but what a thread records when it is told to end must be
     * kept: the interruption waits.
     */
    private <T> T call(String done, Call<T> call) {
        if (closed.get()) {
            throw new StoreException(place + " cannot be " + done + ": the store was closed");
        }
        boolean interrupted = Thread.interrupted();
        try {
            return call.run();
        } catch (JdbiException e) {
            throw new StoreException(
                    place + " cannot be " + done + " (" + Failures.reason(e) + ")"
                            + (Failures.refusedValue(e)
                                    ? ""
                                    : "; see that the disk is well and has room, then restart, or restore a backup"),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
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

    private interface Work<T> {
        T on(Handle handle);
    }

    private interface Call<T> {
        T run();
    }
}
