package io.straightedge;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A lab's day: twenty dashboards and fifty requests a second beside training runs, on a server in a process of
 * its own. Prints failed requests, their latency, and the training's speed with the clients and without them, in
 * alternating stretches of the same runs. Not a test: call {@code main} with a directory to work in, minutes with
 * clients (10 unless said otherwise; as many without come on top), seconds of a stretch (15) and the number of runs
 * (2). The clients share the processor with the training, so what they take of it themselves is printed too; with
 * fewer runs than cores the rest is left to them and to the answers.
 */
public final class LabLoad {
    private static final int WARM_UP_SECONDS = 20;

    /** A run says its speed about once a second; what it says soon after a change is of before. */
    private static final long SETTLING_MILLIS = 1500;

    private final ServerProcess server;
    private final List<Long> runs = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();

    /** Times are of the clock, in milliseconds. */
    private record Stretch(boolean clients, long from, long to, ThreadTimes server, double generator) {}

    private LabLoad(ServerProcess server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0], "lab-" + System.nanoTime());
        double minutes = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 10;
        int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 15;
        int runs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 2;
        Vertx vertx = Vertx.vertx();
        try (ServerProcess server =
                new ServerProcess(HttpClient.newHttpClient(), directory, List.of(), "--workers", "" + runs)) {
            new LabLoad(server).run(vertx, runs, (int) Math.ceil(60 * minutes / seconds), seconds);
        } finally {
            vertx.close();
        }
    }

    private void run(Vertx vertx, int count, int pairs, int seconds) throws Exception {
        for (int seed = 0; seed < count; seed++) {
            runs.add(server.start(spec(seed)));
        }
        for (long run : runs) {
            server.awaitRun(run, json -> json.getLong("step") > 50);
        }
        LabClients clients = new LabClients(vertx, server.port(), runs);
        clients.start(lastEvents());
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        clients.stop();
        clients.forget();
        for (int i = 0; i < pairs; i++) {
            // In the order ABBA, so that what changes steadily counts for both alike.
            for (boolean with : i % 2 == 0 ? new boolean[] {false, true} : new boolean[] {true, false}) {
                if (with) {
                    clients.start(lastEvents());
                }
                stretches.add(stretch(with, seconds));
                if (with) {
                    clients.stop();
                }
            }
        }
        clients.report();
        processor();
        speeds();
    }

    private Map<Long, Long> lastEvents() throws Exception {
        Map<Long, Long> last = new HashMap<>();
        for (long run : runs) {
            last.put(run, server.json("/api/v1/runs/" + run).getLong("lastSeq"));
        }
        return last;
    }

    private Stretch stretch(boolean with, int seconds) throws Exception {
        long from = System.currentTimeMillis();
        ThreadTimes before = ThreadTimes.of(server.pid());
        double generator = ownSeconds();
        TimeUnit.SECONDS.sleep(seconds);
        return new Stretch(
                with,
                from,
                System.currentTimeMillis(),
                ThreadTimes.of(server.pid()).since(before),
                ownSeconds() - generator);
    }

    private static double ownSeconds() {
        com.sun.management.OperatingSystemMXBean machine =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return machine.getProcessCpuTime() / 1e9;
    }

    /** Of one core, by groups of threads. */
    private void processor() {
        Map<Boolean, ThreadTimes> used = Map.of(true, total(true), false, total(false));
        double seconds = seconds(true);
        double without = seconds(false);
        TreeSet<String> names = new TreeSet<>(used.get(true).seconds().keySet());
        names.addAll(used.get(false).seconds().keySet());
        for (String name : names) {
            double now = 100 * used.get(true).seconds().getOrDefault(name, 0.0) / seconds;
            double before = 100 * used.get(false).seconds().getOrDefault(name, 0.0) / without;
            if (now > 0.1 || before > 0.1) {
                print("  server, %-16s %6.2f %% of a core with clients, %6.2f %% without", name, now, before);
            }
        }
        double own = stretches.stream()
                .filter(Stretch::clients)
                .mapToDouble(Stretch::generator)
                .sum();
        print("  the clients themselves %6.2f %% of a core", 100 * own / seconds);
    }

    private ThreadTimes total(boolean clients) {
        return stretches.stream()
                .filter(stretch -> stretch.clients() == clients)
                .map(Stretch::server)
                .reduce(new ThreadTimes(Map.of()), ThreadTimes::plus);
    }

    private double seconds(boolean clients) {
        return stretches.stream()
                .filter(stretch -> stretch.clients() == clients)
                .mapToDouble(stretch -> (stretch.to() - stretch.from()) / 1e3)
                .sum();
    }

    private void speeds() throws Exception {
        double with = 0;
        double without = 0;
        for (long run : runs) {
            Percentiles busy = speeds(run, true);
            Percentiles quiet = speeds(run, false);
            print(
                    "run %d: median %.2f steps/s with clients (%d readings), %.2f without (%d): %+.2f %%",
                    run,
                    busy.median(),
                    busy.sorted().length,
                    quiet.median(),
                    quiet.sorted().length,
                    100 * (busy.median() / quiet.median() - 1));
            with += busy.median();
            without += quiet.median();
        }
        print("training with clients: %+.2f %% of its speed without (goal: within 2 %%)", 100 * (with / without - 1));
    }

    /** Steps per second as the run said them within stretches of one kind. */
    private Percentiles speeds(long run, boolean clients) throws Exception {
        String key = "speed/steps_per_second";
        long started = Instant.parse(server.json("/api/v1/runs/" + run).getString("started"))
                .toEpochMilli();
        JsonObject series = server.json("/api/v1/runs/" + run + "/metrics?keys=" + key)
                .getJsonObject("series")
                .getJsonObject(key);
        JsonArray millis = series.getJsonArray("millis");
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < millis.size(); i++) {
            long at = started + millis.getLong(i);
            if (stretches.stream()
                    .anyMatch(stretch -> stretch.clients() == clients
                            && at >= stretch.from() + SETTLING_MILLIS
                            && at <= stretch.to())) {
                found.add(series.getJsonArray("values").getDouble(i));
            }
        }
        return Percentiles.of(found);
    }

    private static JsonObject spec(int seed) {
        JsonObject spec = RunLoad.spec(1_000_000, seed);
        spec.put("measure", new JsonObject().put("pairs", 128));
        return spec;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
