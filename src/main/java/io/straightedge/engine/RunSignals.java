package io.straightedge.engine;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries requests to runs under way on this node. A training verticle blocks while it trains, so a
 * request cannot reach it as a message: it arrives here and waits in a field that the training loop
 * reads at every batch.
 */
final class RunSignals {
    private static final String ADDRESS = "run.signal";
    private static final int MOST_EARLY = 1000;

    enum Signal {
        NONE,
        /** The server is going down, or the disk has no room. A user's wish goes before this, or the run would go on by itself later. */
        INTERRUPT,
        /** A user wants the run to wait. */
        PAUSE,
        /** A user wants the run to end. */
        STOP
    }

    /** One run's pending request. */
    static final class Flag {
        private volatile Signal signal = Signal.NONE;
        private volatile String reason = "";

        /** Somebody, or the server's end, asks for it. */
        void raise(Signal next) {
            raise(next, "");
        }

        /**
         * A later request never weakens an earlier one: a run told to stop does not merely pause.
         *
         * @param why where nobody asked for it; empty otherwise
         */
        synchronized void raise(Signal next, String why) {
            if (next.compareTo(signal) > 0) {
                reason = why;
                signal = next;
            }
        }

        Signal get() {
            return signal;
        }

        /** Why, where nobody asked for it; empty otherwise. */
        String reason() {
            return reason;
        }
    }

    private final Vertx vertx;
    private final Map<Long, Flag> flags = new ConcurrentHashMap<>();
    /** Requests to runs between leaving the queue and beginning, or after they ended. */
    private final Map<Long, Signal> early = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Signal> eldest) {
            return size() > MOST_EARLY;
        }
    });

    private volatile boolean closing;

    RunSignals(Vertx vertx) {
        this.vertx = vertx;
        vertx.eventBus().<JsonObject>consumer(ADDRESS, message -> {
            long run = message.body().getLong("run");
            Signal signal = Signal.valueOf(message.body().getString("signal"));
            Flag flag = flags.get(run);
            String reason = message.body().getString("reason");
            if (flag != null) {
                flag.raise(signal, reason);
            } else if (reason.isEmpty()) {
                early.put(run, signal); // what nobody asked for is found out again
            }
        });
    }

    /** The flag of a run that starts here; already raised when the server is going down. */
    Flag open(long run) {
        Flag flag = flags.computeIfAbsent(run, id -> new Flag());
        flag.raise(early.getOrDefault(run, Signal.NONE));
        early.remove(run);
        if (closing) {
            flag.raise(Signal.INTERRUPT);
        }
        return flag;
    }

    /** Drops a request that a run did not live to hear. */
    void forget(long run) {
        early.remove(run);
    }

    void close(long run) {
        flags.remove(run);
    }

    /** Asks something of a run, on whichever node it trains. */
    void send(long run, Signal signal) {
        send(run, signal, "");
    }

    /** @param reason why, where nobody asked for it; it reaches a run under way only */
    void send(long run, Signal signal, String reason) {
        vertx.eventBus()
                .publish(
                        ADDRESS,
                        new JsonObject()
                                .put("run", run)
                                .put("signal", signal.name())
                                .put("reason", reason));
    }

    /** Ends every run on this node, now and from now on. */
    void interruptAll() {
        closing = true;
        flags.values().forEach(flag -> flag.raise(Signal.INTERRUPT));
    }

    /** True while a run is under way on this node. */
    boolean busy() {
        return !flags.isEmpty();
    }
}
