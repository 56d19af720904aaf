package io.straightedge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Five hundred live connections to one run, of which one in ten does not read. Prints, every half minute, the
 * server's heap after a collection and its memory in all, and at the end whether every connection that reads was told
 * of every event of the store once and in order. Connections that the server gives up, because nobody reads, are made
 * anew. Not a test: call {@code main} with a directory to work in and minutes (5).
 */
public final class LiveLoad {
    private static final int CLIENTS = 500;
    private static final int ONE_IN = 10;
    private static final int EVERY_SECONDS = 30;
    private static final String KEY = "path/kinks";

    private final ServerProcess server;
    private final Context loop;
    private final WebSocketClient reading;
    private final WebSocketClient stalling;
    private final long run;
    private final List<LiveFollower> readers = new ArrayList<>();
    private long stalls;

    private LiveLoad(Vertx vertx, ServerProcess server, long run) {
        this.server = server;
        this.run = run;
        loop = vertx.getOrCreateContext();
        reading = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(CLIENTS));
        // The system is to keep little of what is not read, so that the server soon has to.
        stalling = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(100 * CLIENTS).setReceiveBufferSize(4096));
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0], "live-" + System.nanoTime());
        double minutes = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 5;
        Vertx vertx = Vertx.vertx();
        try (ServerProcess server =
                new ServerProcess(HttpClient.newHttpClient(), directory, List.of(), "--workers", "1")) {
            long run = server.start(ServerFixture.longSpec());
            server.awaitRun(run, json -> json.getLong("step") > 50);
            new LiveLoad(vertx, server, run).run((int) Math.ceil(60 * minutes / EVERY_SECONDS));
        } finally {
            vertx.close();
        }
    }

    private void run(int times) throws Exception {
        print("before: %s", memory());
        for (int i = 0; i < CLIENTS; i++) {
            if (i % ONE_IN == 0) {
                stall();
            } else {
                readers.add(onLoop(() -> connect(reading).map(socket -> new LiveFollower(socket, run, KEY))));
            }
        }
        for (int i = 1; i <= times; i++) {
            TimeUnit.SECONDS.sleep(EVERY_SECONDS);
            long sockets = sockets();
            print(
                    "after %d s: %s, %d live connections, %,d messages read",
                    i * EVERY_SECONDS,
                    memory(),
                    sockets,
                    readers.stream().mapToLong(LiveFollower::messages).sum());
            for (long missing = CLIENTS - sockets; missing > 0; missing--) {
                stall();
            }
        }
        server.send("POST", "/api/v1/runs/" + run + "/actions", new JsonObject().put("action", "stop"));
        List<LiveFollower.Steps> told = new ArrayList<>();
        for (LiveFollower reader : readers) {
            told.add(reader.awaitEnd());
        }
        LiveFollower.Steps stored = stored();
        print(
                "%d of %d readers were told of every one of %,d measurements once and in order; %d stalled connections",
                Collections.frequency(told, stored), told.size(), stored.count(), stalls);
        System.exit(Set.copyOf(told).equals(Set.of(stored)) ? 0 : 1);
    }

    private LiveFollower.Steps stored() throws Exception {
        LiveFollower.Steps steps = LiveFollower.Steps.NONE;
        for (Object step : server.json("/api/v1/runs/" + run + "/metrics?keys=" + KEY)
                .getJsonObject("series")
                .getJsonObject(KEY)
                .getJsonArray("steps")) {
            steps = steps.and(((Number) step).longValue());
        }
        return steps;
    }

    private Future<WebSocket> connect(WebSocketClient client) {
        return client.connect(server.port(), "127.0.0.1", "/api/v1/live");
    }

    /** Subscribes and never reads. */
    private void stall() throws Exception {
        stalls++;
        onLoop(() -> connect(stalling).compose(socket -> {
            socket.pause();
            socket.writeTextMessage("{\"subscribe\":\"*\"}");
            return socket.writeTextMessage("{\"subscribe\":" + run + ",\"after\":0}");
        }));
    }

    /** Every connection belongs to one event loop. */
    private <T> T onLoop(Supplier<Future<T>> task) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> task.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private String memory() throws Exception {
        return String.format(
                Locale.ROOT,
                "heap %.1f MB, resident %.0f MB",
                server.liveHeapBytes() / 1e6,
                server.residentBytes() / 1e6);
    }

    private long sockets() throws Exception {
        return server.send("GET", "/metrics", null)
                .body()
                .lines()
                .filter(line -> line.startsWith("straightedge_sockets "))
                .map(line -> (long) Double.parseDouble(line.replaceFirst(".* ", "")))
                .findFirst()
                .orElseThrow();
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
