package io.straightedge;

import io.vertx.core.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Follows a run from its beginning and remembers, in two numbers, at which steps a metric came and in which order. */
final class LiveFollower {
    private static final long PATIENCE_SECONDS = 120;

    private final String point;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private long messages;
    private Steps steps = Steps.NONE;

    /** @param hash of the steps in their order */
    record Steps(long count, long hash) {
        static final Steps NONE = new Steps(0, 0);

        Steps and(long step) {
            return new Steps(count + 1, 0x9E3779B97F4A7C15L * (hash + 1) + step);
        }
    }

    /** To be called on the event loop of the connection. */
    LiveFollower(WebSocket socket, long run, String key) {
        point = "[\"" + key + "\",";
        socket.textMessageHandler(this::take);
        socket.closeHandler(closed -> end.completeExceptionally(new AssertionError("a connection was lost")));
        socket.writeTextMessage("{\"subscribe\":" + run + ",\"after\":0}");
    }

    long messages() {
        return messages;
    }

    /** Waits until it was told that the run was stopped. */
    Steps awaitEnd() throws Exception {
        end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return steps;
    }

    private void take(String message) {
        messages++;
        for (int at = message.indexOf(point); at >= 0; at = message.indexOf(point, at + 1)) {
            int from = at + point.length();
            steps = steps.and(Long.parseLong(message, from, message.indexOf(',', from), 10));
        }
        if (message.contains("\"state\":\"stopped\"")) {
            end.complete(null);
        }
    }
}
