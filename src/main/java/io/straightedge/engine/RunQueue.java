package io.straightedge.engine;

import io.straightedge.disk.DiskFullException;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.straightedge.run.RunSpec;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands runs that wait to training verticles as these become free, as users take {@link Turns}. A run is never handed
 * out twice: one that was paused and resumed waits here until the verticle that had it has let go.
 */
final class RunQueue {
    /** Training verticles send here where they are and, after their first, which run they are done with. */
    static final String IDLE = "training.idle";

    /** Of all users together. */
    static final int MOST_QUEUED = 10_000;

    private final Vertx vertx;
    private final Turns turns;
    private final long mostBytes;
    private final ToLongFunction<RunSpec> needs;

    /** Of runs that wait or are under way. */
    private final Map<Long, Long> bytes = new HashMap<>();

    private final Deque<String> idle = new ArrayDeque<>();
    private @Nullable List<Long> order;
    private @Nullable String held;

    /**
     * @param mostRunning runs of one user that may be under way at the same time; 0 for as many as there are workers
     * @param mostBytes of memory that all runs under way may be expected to take; 0 for any number
     * @param needs how much memory a run is expected to take; may read files
     */
    RunQueue(Vertx vertx, int mostRunning, long mostBytes, ToLongFunction<RunSpec> needs) {
        this.vertx = vertx;
        this.turns = new Turns(mostRunning, this::hasRoom);
        this.mostBytes = mostBytes;
        this.needs = needs;
        vertx.eventBus().<String>consumer(IDLE, message -> workerIsIdle(new JsonObject(message.body())));
    }

    /** Begins no run and takes none, for this reason, until {@link #release}. */
    synchronized void hold(String reason) {
        held = reason;
    }

    synchronized void release() {
        if (held != null) {
            held = null;
            dispatch();
        }
    }

    /**
     * @throws ConflictException when so many more runs are too many
     * @throws DiskFullException while the queue is held
     */
    synchronized void checkRoom(int runs) {
        if (held != null) {
            throw new DiskFullException(held);
        }
        if (turns.size() + runs > MOST_QUEUED) {
            throw new ConflictException("the queue holds " + turns.size() + " of at most " + MOST_QUEUED
                    + " runs, which leaves no room for " + runs + " more; wait for some to end or stop some");
        }
    }

    /** Users as they had turns before, the longest ago first. */
    synchronized void remember(List<String> owners) {
        turns.remember(owners);
    }

    /** Adds runs behind those of the same user, in their order. */
    void add(List<Run> runs) {
        Map<Long, Long> sizes = sizes(runs);
        synchronized (this) {
            bytes.putAll(sizes);
            runs.forEach(turns::add);
            dispatch();
        }
    }

    /** Adds a run that was under way before: it comes before others of the same user. */
    void addFirst(Run run) {
        Map<Long, Long> sizes = sizes(List.of(run));
        synchronized (this) {
            bytes.putAll(sizes);
            turns.addFirst(run);
            dispatch();
        }
    }

    /** Takes a run out; false when it does not wait here (any more). */
    synchronized boolean remove(long run) {
        boolean waited = turns.remove(run);
        forget(run);
        // It may have held up others.
        dispatch();
        return waited;
    }

    /**
     * Moves a run among those of its user.
     *
     * @param position from 0, the next to begin; beyond the end is the end
     * @throws ConflictException when the run does not wait here
     */
    synchronized void move(long run, int position) {
        turns.move(run, position);
        dispatch();
    }

    /** The runs that wait, the next to begin first. */
    synchronized List<Long> order() {
        @Nullable List<Long> known = order;
        if (known == null) {
            known = List.copyOf(turns.order());
            order = known;
        }
        return known;
    }

    /** How many runs of a user wait. */
    synchronized int waiting(@Nullable String owner) {
        return turns.waiting(owner);
    }

    /** How many runs of a user are under way. */
    synchronized int running(@Nullable String owner) {
        return turns.running(owner);
    }

    /** The runs that are under way. */
    synchronized List<Run> underWay() {
        return turns.underWay();
    }

    /** Hands out no more runs. */
    synchronized void close() {
        order = null;
        turns.clear();
    }

    private synchronized void workerIsIdle(JsonObject message) {
        @Nullable Long done = message.getLong("done");
        if (done != null) {
            turns.ended(done);
            forget(done);
        }
        idle.add(message.getString("address"));
        dispatch();
    }

    /** A run that takes more than all may begins once nothing else is under way. */
    private boolean hasRoom(Run run) {
        List<Run> underWay = turns.underWay();
        if (mostBytes == 0 || underWay.isEmpty()) {
            return true;
        }
        long taken = underWay.stream().mapToLong(this::size).sum();
        return taken + size(run) <= mostBytes;
    }

    private long size(Run run) {
        return bytes.getOrDefault(run.id(), 0L);
    }

    private Map<Long, Long> sizes(List<Run> runs) {
        return mostBytes == 0
                ? Map.of()
                : runs.stream().collect(Collectors.toMap(Run::id, run -> needs.applyAsLong(run.spec())));
    }

    private void forget(long run) {
        if (!turns.has(run)) {
            bytes.remove(run);
        }
    }

    private void dispatch() {
        order = null;
        while (!idle.isEmpty() && held == null) {
            Optional<Run> run = turns.next();
            if (run.isEmpty()) {
                return;
            }
            // As text: another node may read it, and the local bus would otherwise hand over half-copied maps.
            String assignment = new JsonObject()
                    .put("run", run.get().id())
                    .put("spec", new JsonObject(run.get().spec().toMap()))
                    .encode();
            vertx.eventBus().send(idle.remove(), assignment);
        }
    }
}
