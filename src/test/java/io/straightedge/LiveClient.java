package io.straightedge;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A browser's live channel, for tests. It can stop reading, like a browser that hangs. */
public final class LiveClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private volatile boolean reading = true;

    /** @param headers that say who connects */
    public LiveClient(HttpClient client, int port, Map<String, String> headers) {
        WebSocket.Builder builder = client.newWebSocketBuilder();
        headers.forEach(builder::header);
        socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), new Listener())
                .join();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                received.add(new JsonObject(text.toString()));
                text.setLength(0);
            }
            if (reading) {
                webSocket.request(1);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }

    public LiveClient send(JsonObject message) {
        socket.sendText(message.encode(), true).join();
        return this;
    }

    public LiveClient sendText(String message) {
        socket.sendText(message, true).join();
        return this;
    }

    public LiveClient subscribe(long run, long after) {
        return send(new JsonObject().put("subscribe", run).put("after", after));
    }

    public void stopReading() {
        reading = false;
    }

    public void readAgain() {
        reading = true;
        socket.request(1);
    }

    /** What has come and was not taken yet. */
    List<JsonObject> received() {
        return List.copyOf(received);
    }

    public JsonObject next() throws InterruptedException {
        JsonObject message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing came in " + PATIENCE_SECONDS + " seconds");
        }
        return message;
    }

    /** Everything up to and with the first message that is wanted. */
    public List<JsonObject> until(Predicate<JsonObject> wanted) throws InterruptedException {
        List<JsonObject> messages = new ArrayList<>();
        do {
            messages.add(next());
        } while (!wanted.test(messages.get(messages.size() - 1)));
        return messages;
    }

    public static Predicate<JsonObject> state(String state) {
        return message -> "state".equals(message.getString("type")) && state.equals(message.getString("state"));
    }

    /** Waits for the server to close the connection, and says with which code. */
    public int closeCode() throws Exception {
        return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
