package io.straightedge.engine;

import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Runs that wait for a training verticle, first come first served. */
final class RunQueue {
    /** Training verticles send their address here when they are free. */
    static final String IDLE = "training.idle";

    static final int MOST_QUEUED = 1000;

    private final Vertx vertx;
    private final Deque<Run> queued = new ArrayDeque<>();
    private final Deque<String> idle = new ArrayDeque<>();

    RunQueue(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().<String>consumer(IDLE, message -> workerIsIdle(message.body()));
    }

    /** @throws ConflictException when so many more runs are too many */
    synchronized void checkRoom(int runs) {
        if (queued.size() + runs > MOST_QUEUED) {
            throw new ConflictException("the queue holds " + queued.size() + " of at most " + MOST_QUEUED
                    + " runs, which leaves no room for " + runs + " more; wait for some to end or stop some");
        }
    }

    synchronized void add(List<Run> runs) {
        queued.addAll(runs);
        dispatch();
    }

    /** Takes a run out; false when it does not wait here (any more). */
    synchronized boolean remove(long run) {
        for (Iterator<Run> each = queued.iterator(); each.hasNext(); ) {
            if (each.next().id() == run) {
                each.remove();
                return true;
            }
        }
        return false;
    }

    /** Hands out no more runs. */
    synchronized void close() {
        queued.clear();
    }

    private synchronized void workerIsIdle(String address) {
        idle.add(address);
        dispatch();
    }

    private void dispatch() {
        while (!queued.isEmpty() && !idle.isEmpty()) {
            Run run = queued.remove();
            // As text: another node may read it, and the local bus would otherwise hand over half-copied maps.
            String assignment = new JsonObject()
                    .put("run", run.id())
                    .put("spec", new JsonObject(run.spec().toMap()))
                    .encode();
            vertx.eventBus().send(idle.remove(), assignment);
        }
    }
}
