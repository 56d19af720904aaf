package io.straightedge.web;

import io.straightedge.account.Caller;
import io.straightedge.account.Role;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends run events to the browsers that asked for them.
 *
 * <p>A subscription is a run and the number of the last event sent. Whatever comes after that number is
 * taken from the events kept in memory, or from the store where those do not reach back far enough. So
 * catching up, live events and the backlog of a slow browser are one path: nothing is missing, nothing
 * comes twice, and a browser that does not read costs no memory: its number just stays behind.
 *
 * <p>All state belongs to the event loop that serves the connections; {@link #publish} and {@link
 * #deleted} may be called from any thread.
 */
public final class LiveHub {
    /** Runs of which recent events are kept in memory. */
    private static final int MOST_RUNS = 200;

    private static final int EVENTS_PER_QUERY = 500;
    private static final long PING_MILLIS = TimeUnit.SECONDS.toMillis(20);

    private final Vertx vertx;
    private final RunStore store;
    private volatile @Nullable Context loop;
    private Predicate<Caller> lasts = caller -> false;
    private @Nullable Places places;
    private final Set<LiveSocket> sockets = ConcurrentHashMap.newKeySet();
    private final Map<Long, RecentEvents> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, RecentEvents> eldest) {
            return size() > MOST_RUNS;
        }
    };

    public LiveHub(Vertx vertx, RunStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    /**
     * Begins to serve on the event loop of the caller, which is to be the one that accepts connections.
     *
     * @param stillLasts whether what a caller came with still holds
     * @param where what not everybody may see of messages
     */
    void start(Context context, Predicate<Caller> stillLasts, Places where) {
        loop = context;
        places = where;
        lasts = stillLasts;
        vertx.setPeriodic(PING_MILLIS, timer -> {
            closeEnded();
            List.copyOf(sockets).forEach(LiveSocket::ping);
        });
    }

    /** Closes the connections of those who have logged out, or been shut out. */
    void closeEnded() {
        onLoop(() -> List.copyOf(sockets).forEach(LiveSocket::closeIfEnded));
    }

    /** Whether a caller may watch runs: every role may, as long as the login lasts. */
    boolean mayWatch(Caller caller) {
        return caller.role().includes(Role.VIEWER) && lasts.test(caller);
    }

    /** Takes events that have been stored, numbered and in order. */
    public void publish(List<RunEvent> events) {
        onLoop(() -> {
            Map<Long, Boolean> runs = new HashMap<>();
            for (RunEvent event : events) {
                recent.computeIfAbsent(event.run(), run -> new RecentEvents()).add(event);
                boolean changed = event instanceof RunEvent.StateChanged || event instanceof RunEvent.SetUp;
                runs.merge(event.run(), changed, Boolean::logicalOr);
                if (changed) {
                    String news = Json.event(event).encode();
                    sockets.forEach(socket -> socket.tellOfAnyRun(news));
                }
            }
            sockets.forEach(socket -> runs.keySet().forEach(socket::pump));
        });
    }

    /** A message as a caller may see it. */
    String shown(Caller caller, String message) {
        return places == null ? message : places.shown(Optional.of(caller), message);
    }

    /** Tells that a run is gone. */
    public void deleted(long run) {
        onLoop(() -> {
            recent.remove(run);
            JsonObject event = new JsonObject().put("run", run).put("seq", 0).put("type", "deleted");
            String news = event.encode();
            sockets.forEach(socket -> socket.deleted(run, news));
        });
    }

    /** Tells that a run has another name, other tags or notes. */
    void labelled(JsonObject run) {
        String news = Json.labels(run).encode();
        onLoop(() -> sockets.forEach(socket -> socket.labelled(run.getLong("id"), news)));
    }

    /** How many connections there are. */
    int sockets() {
        return sockets.size();
    }

    /** Takes a new connection. */
    void accept(ServerWebSocket connection, Caller caller) {
        LiveSocket socket = new LiveSocket(connection, caller, this);
        sockets.add(socket);
        connection.closeHandler(closed -> sockets.remove(socket));
    }

    /** What memory holds after a number; null when it does not reach back that far. */
    @Nullable
    LiveMessages inMemory(long run, long after) {
        RecentEvents events = recent.get(run);
        return events == null ? null : events.messagesAfter(after);
    }

    /** What the store has of a run: the run as it is now, and its next events after a number. */
    record Stored(Run run, LiveMessages messages) {}

    /** Fails when there is no such run. */
    Future<Stored> stored(long run, long after) {
        return vertx.executeBlocking(
                        () -> new Stored(
                                store.find(run).orElseThrow(() -> new RunControl.NoSuchRunException(run)),
                                LiveMessages.of(store.eventsAfter(run, after, EVENTS_PER_QUERY))),
                        false)
                .map(Objects::requireNonNull);
    }

    /** Before the hub has started nobody listens, and the store remembers. */
    private void onLoop(Runnable task) {
        @Nullable Context context = loop;
        if (context != null) {
            context.runOnContext(now -> task.run());
        }
    }
}
