package io.straightedge.engine;

import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Runs that wait for a training verticle, first come first served unless somebody moved them. A run is never handed out twice: one that was paused and resumed waits here until
 * the verticle that had it has let go.
 */
final class RunQueue {
    /** Training verticles send here where they are and, after their first, which run they are done with. */
    static final String IDLE = "training.idle";

    static final int MOST_QUEUED = 1000;

    private final Vertx vertx;
    private final List<Run> queued = new ArrayList<>();
    private final Deque<String> idle = new ArrayDeque<>();
    private final Set<Long> handedOut = new HashSet<>();

    RunQueue(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().<String>consumer(IDLE, message -> workerIsIdle(new JsonObject(message.body())));
    }

    /** @throws ConflictException when so many more runs are too many */
    synchronized void checkRoom(int runs) {
        if (queued.size() + runs > MOST_QUEUED) {
            throw new ConflictException("the queue holds " + queued.size() + " of at most " + MOST_QUEUED
                    + " runs, which leaves no room for " + runs + " more; wait for some to end or stop some");
        }
    }

    /** Adds runs at the end, in their order. */
    synchronized void add(List<Run> runs) {
        queued.addAll(runs);
        dispatch();
    }

    /** Adds a run that was under way before: it comes first. */
    synchronized void addFirst(Run run) {
        queued.add(0, run);
        dispatch();
    }

    /** Takes a run out; false when it does not wait here (any more). */
    synchronized boolean remove(long run) {
        return queued.removeIf(each -> each.id() == run);
    }

    /**
     * Moves a run.
     *
     * @param position from 0, the next to begin; beyond the end is the end
     * @throws ConflictException when the run does not wait here
     */
    synchronized void move(long run, int position) {
        for (int i = 0; i < queued.size(); i++) {
            if (queued.get(i).id() == run) {
                Run moved = queued.remove(i);
                queued.add(Math.min(position, queued.size()), moved);
                return;
            }
        }
        throw new ConflictException("run " + run + " does not wait in the queue");
    }

    /** The runs that wait, the next to begin first. */
    synchronized List<Long> order() {
        return queued.stream().map(Run::id).toList();
    }

    /** Hands out no more runs. */
    synchronized void close() {
        queued.clear();
    }

    private synchronized void workerIsIdle(JsonObject message) {
        handedOut.remove(message.getLong("done"));
        idle.add(message.getString("address"));
        dispatch();
    }

    private void dispatch() {
        Iterator<Run> each = queued.iterator();
        while (each.hasNext() && !idle.isEmpty()) {
            Run run = each.next();
            if (handedOut.add(run.id())) {
                each.remove();
                // As text: another node may read it, and the local bus would otherwise hand over half-copied maps.
                String assignment = new JsonObject()
                        .put("run", run.id())
                        .put("spec", new JsonObject(run.spec().toMap()))
                        .encode();
                vertx.eventBus().send(idle.remove(), assignment);
            }
        }
    }
}
