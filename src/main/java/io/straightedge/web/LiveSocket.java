package io.straightedge.web;

import io.straightedge.account.Caller;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One browser's live channel: what it subscribed to and how far each subscription has come. */
final class LiveSocket {
    private static final int MOST_SUBSCRIPTIONS = 200;

    /** News and answers that wait for a browser that does not read; one with more is given up. */
    private static final int MOST_WAITING = 1000;

    private static final int MISSED_PONGS = 3;

    /** What a client may send: each subscription asks the store. */
    private static final int MESSAGES_PER_SECOND = 50;

    private static final int MESSAGES_AT_ONCE = 500;

    /** Close code that tells the page to log in again. */
    private static final short LOGIN_NEEDED = 4401;

    private static final short POLICY_VIOLATED = 1008;

    private final ServerWebSocket connection;
    private final Caller caller;
    private final LiveHub hub;
    private final TokenBucket messages = new TokenBucket(MESSAGES_PER_SECOND, MESSAGES_AT_ONCE, System.nanoTime());
    private final Map<Long, Subscription> subscriptions = new HashMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean anyRun;
    private int unanswered;

    /** How far one run's events were sent, and which version of its labels the browser knew at first. */
    private static final class Subscription {
        long sent;
        long version;
        boolean asking;
        boolean checked;
    }

    LiveSocket(ServerWebSocket connection, Caller caller, LiveHub hub) {
        this.connection = connection;
        this.caller = caller;
        this.hub = hub;
        connection.textMessageHandler(text -> counted(() -> receive(text)));
        connection.binaryMessageHandler(bytes -> counted(() -> refuse("send text, not binary frames")));
        connection.pongHandler(pong -> unanswered = 0);
        connection.drainHandler(drained -> {
            writeWaiting();
            List.copyOf(subscriptions.keySet()).forEach(this::pump);
        });
        connection.exceptionHandler(broken -> connection.close());
    }

    /** Asks whether the other side still reads; gives it up when it never answers. */
    void ping() {
        if (unanswered++ >= MISSED_PONGS) {
            connection.close();
        } else if (!connection.isClosed()) {
            connection.writePing(Buffer.buffer());
        }
    }

    /** Closes the connection when its login does not last. */
    void closeIfEnded() {
        if (!hub.mayWatch(caller)) {
            connection.close(LOGIN_NEEDED, "log in again");
        }
    }

    /** Sends what a run's subscription has not had yet, as far as the connection takes it. */
    void pump(long run) {
        Subscription subscription = subscriptions.get(run);
        while (subscription != null && !subscription.asking && !connection.isClosed() && !connection.writeQueueFull()) {
            LiveMessages events = subscription.checked ? hub.inMemory(run, subscription.sent) : null;
            if (events == null) {
                askStore(run, subscription);
                return;
            }
            if (events.isEmpty()) {
                return;
            }
            send(subscription, events);
        }
    }

    /** News of a run's state, for whoever lists all runs. */
    void tellOfAnyRun(String news) {
        if (anyRun) {
            write(news);
        }
    }

    void labelled(long run, String news) {
        if (anyRun || subscriptions.containsKey(run)) {
            write(news);
        }
    }

    void deleted(long run, String news) {
        if (subscriptions.remove(run) != null || anyRun) {
            write(news);
        }
    }

    private void counted(Runnable message) {
        if (messages.take(System.nanoTime()) == 0) {
            message.run();
        } else {
            connection.close(POLICY_VIOLATED, "more than " + MESSAGES_PER_SECOND + " messages a second");
        }
    }

    private void receive(String text) {
        try {
            JsonObject message = new JsonObject(text);
            if (message.containsKey("subscribe")) {
                subscribe(
                        message.getValue("subscribe"),
                        message.getValue("after", 0L),
                        message.getValue("version", Long.MAX_VALUE));
            } else if (message.containsKey("unsubscribe")) {
                unsubscribe(message.getValue("unsubscribe"));
            } else {
                refuse("send {\"subscribe\": run, \"after\": seq} or {\"unsubscribe\": run}");
            }
        } catch (DecodeException | ClassCastException e) {
            refuse("the message has to be a JSON object");
        }
    }

    private void subscribe(@Nullable Object run, @Nullable Object after, @Nullable Object version) {
        if (!hub.mayWatch(caller)) {
            closeIfEnded();
        } else if ("*".equals(run)) {
            anyRun = true;
        } else if (!(run instanceof Number id) || !(after instanceof Number number) || number.longValue() < 0) {
            refuse("\"subscribe\" has to be a run's number or \"*\", and \"after\" an event's number");
        } else if (!(version instanceof Number seen)) {
            refuse("\"version\" has to be the version of the run's name, tags and notes that is known");
        } else if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            refuse("at most " + MOST_SUBSCRIPTIONS + " subscriptions; unsubscribe from some");
        } else {
            Subscription subscription = new Subscription();
            subscription.sent = number.longValue();
            subscription.version = seen.longValue();
            subscriptions.put(id.longValue(), subscription);
            pump(id.longValue());
        }
    }

    private void unsubscribe(@Nullable Object run) {
        if ("*".equals(run)) {
            anyRun = false;
        } else if (run instanceof Number number) {
            subscriptions.remove(number.longValue());
        } else {
            refuse("\"unsubscribe\" has to be a run's number or \"*\"");
        }
    }

    private void askStore(long run, Subscription subscription) {
        subscription.asking = true;
        hub.stored(run, subscription.sent)
                .onComplete(
                        stored -> {
                            subscription.asking = false;
                            if (subscriptions.get(run) == subscription) {
                                tellLabels(subscription, stored.run());
                                take(run, subscription, stored.messages());
                            }
                        },
                        failure -> {
                            subscriptions.remove(run, subscription);
                            if (!(failure instanceof RunControl.NoSuchRunException)) {
                                // Browsers come back and ask again; one that stayed would miss what happens.
                                connection.close();
                                return;
                            }
                            write(new JsonObject()
                                    .put("type", "error")
                                    .put("run", run)
                                    .put("message", String.valueOf(failure.getMessage()))
                                    .encode());
                        });
    }

    /** Labels have no number: a browser may have missed a change between asking for the run and subscribing. */
    private void tellLabels(Subscription subscription, Run run) {
        if (!subscription.checked && run.version() > subscription.version) {
            write(Json.labels(Json.run(run)).encode());
        }
        subscription.checked = true;
    }

    /** Where the store had nothing more, something may have been published since it was asked. */
    private void take(long run, Subscription subscription, LiveMessages messages) {
        if (!messages.isEmpty()) {
            send(subscription, messages);
        }
        if (!messages.isEmpty() || hub.inMemory(run, subscription.sent) != null) {
            pump(run);
        }
    }

    private void send(Subscription subscription, LiveMessages messages) {
        if (!connection.isClosed()) {
            messages.texts().forEach(this::writeShown);
        }
        subscription.sent = messages.lastSeq();
    }

    private void refuse(String message) {
        write(new JsonObject().put("type", "error").put("message", message).encode());
    }

    private void write(String message) {
        waiting.add(message);
        writeWaiting();
        if (waiting.size() > MOST_WAITING) {
            connection.close();
        }
    }

    private void writeWaiting() {
        while (!waiting.isEmpty() && !connection.isClosed() && !connection.writeQueueFull()) {
            writeShown(waiting.remove());
        }
    }

    private void writeShown(String message) {
        connection.writeTextMessage(hub.shown(caller, message));
    }
}
