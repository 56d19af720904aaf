package io.straightedge;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Twenty live connections and fifty requests a second, as dashboards send them, all on one event loop. Requests leave
 * on time whatever became of those before; their latency counts from the moment they were due.
 */
final class LabClients {
    private static final int SOCKETS = 20;
    private static final long EVERY_MILLIS = 20;
    private static final long PATIENCE_MILLIS = 10_000;
    private static final Random RANDOM = new Random(1);

    /** What charts of a run, and of many, ask for. */
    private static final String KEYS = "train/loss,test/loss,train/accuracy,test/accuracy,path/gap_deviation,"
            + "path/gap_deviation_se,path/kinks,normalised/gap_deviation,normalised/deflection_ratio,"
            + "normalised/max_bend,normalised/rms_bend,theory/gap_deviation,speed/steps_per_second";

    /** Which of a hundred requests; RUN and STEP stand for a run, and for its newest measured step. */
    static final Map<String, Integer> MIX = Map.ofEntries(
            Map.entry("/api/v1/runs/RUN/path?pair=0&step=STEP", 20),
            Map.entry("/api/v1/runs/RUN/pairs", 20),
            Map.entry("/api/v1/runs/RUN/readings?step=STEP", 10),
            Map.entry("/api/v1/runs/RUN/metrics?max_points=2000&keys=" + KEYS, 8),
            Map.entry("/api/v1/runs/RUN/metrics?max_points=800&keys=" + KEYS, 6),
            Map.entry("/api/v1/runs/RUN/keys?q=gap", 4),
            Map.entry("/api/v1/runs/RUN", 8),
            Map.entry("/api/v1/runs?max_results=100&last=train/loss,path/gap_deviation", 8),
            Map.entry("/api/v1/experiments", 2),
            Map.entry("/api/v1/datasets", 2),
            Map.entry("/api/v1/theory?layers=784,1000,10&norm_a=28&norm_b=28&dot=400", 2),
            Map.entry("/api/v1/session", 4),
            Map.entry("/", 4),
            Map.entry("/health", 2));

    private final Vertx vertx;
    private final Context loop;
    private final int port;
    private final List<Long> runs;
    private final HttpClient http;
    private final WebSocketClient live;
    private final List<String> mix = new ArrayList<>();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final Map<Long, Long> steps = new HashMap<>();
    private final Map<String, List<Double>> millis = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private long timer;
    private long messages;
    private long characters;
    private long bytes;
    private int pending;

    LabClients(Vertx vertx, int port, List<Long> runs) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.port = port;
        this.runs = runs;
        http = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                new PoolOptions().setHttp1MaxSize(SOCKETS));
        live = vertx.createWebSocketClient();
        MIX.forEach((path, count) -> mix.addAll(Collections.nCopies(count, path)));
    }

    /**
     * Connects, and begins to send.
     *
     * @param seen number of the last event of each run, as a page has it that has fetched its points
     */
    void start(Map<Long, Long> seen) throws Exception {
        for (int i = 0; i < SOCKETS; i++) {
            sockets.add(await(() -> live.connect(port, "127.0.0.1", "/api/v1/live")));
        }
        await(() -> {
            sockets.forEach(socket -> follow(socket, new HashMap<>(seen)));
            long[] due = {System.nanoTime()};
            timer = vertx.setPeriodic(EVERY_MILLIS, now -> {
                long step = TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS);
                for (; due[0] <= System.nanoTime(); due[0] += step) {
                    send(mix.get(RANDOM.nextInt(mix.size())), due[0]);
                }
            });
            return Future.succeededFuture();
        });
    }

    /** Waits for answers that are due, and disconnects. */
    void stop() throws Exception {
        await(() -> Future.succeededFuture(vertx.cancelTimer(timer)));
        while (await(() -> Future.succeededFuture(pending)) > 0) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        for (WebSocket socket : sockets) {
            await(socket::close);
        }
        sockets.clear();
    }

    void forget() throws Exception {
        await(() -> {
            millis.clear();
            failures.clear();
            messages = 0;
            characters = 0;
            bytes = 0;
            return Future.succeededFuture();
        });
    }

    void report() {
        List<Double> all = new ArrayList<>();
        millis.forEach((path, values) -> {
            all.addAll(values);
            String shown = path.length() > 60 ? path.substring(0, 57) + "..." : path;
            System.out.printf(Locale.ROOT, "  %-60s %6d: %s ms%n", shown, values.size(), Percentiles.of(values));
        });
        System.out.printf(
                Locale.ROOT,
                "%d requests, failed: %s; %s ms (goal: p99 under 200 ms)%n",
                all.size(),
                failures.isEmpty() ? "none" : failures,
                Percentiles.of(all));
        System.out.printf(
                Locale.ROOT,
                "%d live messages of %.0f characters on average; answers of %.0f bytes on average%n",
                messages,
                (double) characters / messages,
                (double) bytes / all.size());
    }

    /** @param seen number of the last event of each run, which this keeps */
    private void follow(WebSocket socket, Map<Long, Long> seen) {
        socket.textMessageHandler(text -> {
            messages++;
            characters += text.length();
            long seq = number(text, "seq");
            long run = number(text, "run");
            // Changes of state come twice: to who follows the run, and to who follows all.
            if (seq <= seen.getOrDefault(run, 0L) && !text.contains("\"type\":\"state\"")) {
                failures.merge("live event again", 1, Integer::sum);
            }
            seen.merge(run, seq, Math::max);
            if (text.contains("\"type\":\"path\"")) {
                steps.put(run, number(text, "step"));
            }
        });
        socket.exceptionHandler(broken -> failures.merge("live: " + broken, 1, Integer::sum));
        socket.writeTextMessage("{\"subscribe\":\"*\"}");
        seen.forEach((run, after) -> socket.writeTextMessage("{\"subscribe\":" + run + ",\"after\":" + after + "}"));
    }

    /** A field of a message, without reading all of it: this shares the machine with what it measures. */
    private static long number(String message, String field) {
        int from = message.indexOf("\"" + field + "\":") + field.length() + 3;
        int to = from;
        while (Character.isDigit(message.charAt(to))) {
            to++;
        }
        return Long.parseLong(message, from, to, 10);
    }

    private void send(String kind, long due) {
        long run = runs.get(RANDOM.nextInt(runs.size()));
        String path = kind.replace("RUN", "" + run).replace("STEP", "" + steps.getOrDefault(run, 0L));
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setURI(path)
                .setTimeout(PATIENCE_MILLIS)
                .putHeader("Accept-Encoding", "gzip");
        pending++;
        http.request(options)
                .compose(request -> request.send()
                        .compose(answer -> answer.body().map(body -> {
                            bytes += body.length();
                            if (answer.statusCode() != 200) {
                                failures.merge(answer.statusCode() + " " + kind, 1, Integer::sum);
                            }
                            return answer;
                        })))
                .onFailure(problem -> failures.merge(problem.getClass().getSimpleName() + " " + kind, 1, Integer::sum))
                .onComplete(done -> {
                    pending--;
                    millis.computeIfAbsent(kind, first -> new ArrayList<>()).add((System.nanoTime() - due) / 1e6);
                });
    }

    /** Everything here belongs to one event loop. */
    private <T> T await(Supplier<Future<T>> task) throws Exception {
        Promise<T> done = Promise.promise();
        loop.runOnContext(now -> task.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
