package io.straightedge.engine;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries requests to runs under way on this node. A training verticle blocks while it trains, so a
 * request cannot reach it as a message: it arrives here and waits in a field that the training loop
 * reads at every batch.
 */
final class RunSignals {
    private static final String ADDRESS = "run.stop";
    private static final int MOST_EARLY = 1000;

    enum Signal {
        NONE,
        /** A user wants the run to end. */
        STOP,
        /** The server is going down. */
        INTERRUPT
    }

    /** One run's pending request. */
    static final class Flag {
        private volatile Signal signal = Signal.NONE;

        Signal get() {
            return signal;
        }
    }

    private final Vertx vertx;
    private final Map<Long, Flag> flags = new ConcurrentHashMap<>();
    /** Runs told to stop between leaving the queue and beginning, or after they ended. */
    private final Set<Long> early = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
            return size() > MOST_EARLY;
        }
    }));

    private volatile boolean closing;

    RunSignals(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().<JsonObject>consumer(ADDRESS, message -> {
            long run = message.body().getLong("run");
            Flag flag = flags.get(run);
            if (flag != null) {
                flag.signal = Signal.STOP;
            } else {
                early.add(run);
            }
        });
    }

    /** The flag of a run that starts here; already raised when the server is going down. */
    Flag open(long run) {
        Flag flag = flags.computeIfAbsent(run, id -> new Flag());
        if (early.remove(run)) {
            flag.signal = Signal.STOP;
        }
        if (closing) {
            flag.signal = Signal.INTERRUPT;
        }
        return flag;
    }

    void close(long run) {
        flags.remove(run);
    }

    /** Asks the run to stop, on whichever node it trains. */
    void stop(long run) {
        vertx.eventBus().publish(ADDRESS, new JsonObject().put("run", run));
    }

    /** Ends every run on this node, now and from now on. */
    void interruptAll() {
        closing = true;
        flags.values().forEach(flag -> flag.signal = Signal.INTERRUPT);
    }

    /** True while a run is under way on this node. */
    boolean busy() {
        return !flags.isEmpty();
    }
}
