package io.straightedge.engine;

import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    private final Deque<String> idle = new ArrayDeque<>();
    private @Nullable List<Long> order;

    /** @param mostRunning runs of one user that may be under way at the same time; 0 for as many as there are workers */
    RunQueue(Vertx vertx, int mostRunning) {
        this.vertx = vertx;
        this.turns = new Turns(mostRunning);
        vertx.eventBus().<String>consumer(IDLE, message -> workerIsIdle(new JsonObject(message.body())));
    }

    /** @throws ConflictException when so many more runs are too many */
    synchronized void checkRoom(int runs) {
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
    synchronized void add(List<Run> runs) {
        runs.forEach(turns::add);
        dispatch();
    }

    /** Adds a run that was under way before: it comes before others of the same user. */
    synchronized void addFirst(Run run) {
        turns.addFirst(run);
        dispatch();
    }

    /** Takes a run out; false when it does not wait here (any more). */
    synchronized boolean remove(long run) {
        order = null;
        return turns.remove(run);
    }

    /**
     * Moves a run among those of its user.
     *
     * @param position from 0, the next to begin; beyond the end is the end
     * @throws ConflictException when the run does not wait here
     */
    synchronized void move(long run, int position) {
        order = null;
        turns.move(run, position);
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
        }
        idle.add(message.getString("address"));
        dispatch();
    }

    private void dispatch() {
        order = null;
        while (!idle.isEmpty()) {
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
