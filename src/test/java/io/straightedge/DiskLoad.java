package io.straightedge;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Fills the disk of a server that trains, again and again, to its last byte or nearly, and frees it. Meanwhile a client
 * changes and makes runs. After each time runs have to go on by themselves, and in the end the store has to have every
 * loss that the live channel told of and every change that was acknowledged. Prints how requests were answered and how
 * long it took until the server was ready. Not a test: call {@code main}, as root on Linux, with a directory to work in,
 * rounds (10) and a seed.
 */
public final class DiskLoad {
    private static final int DISK_MEGABYTES = 200;
    private static final int MAX_FULL_MILLIS = 8000;
    private static final int MAX_LEFT_BYTES = 12_000_000;
    private static final long PATIENCE_MILLIS = 120_000;
    private static final String LOSS = "train/loss";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final List<Double> seconds = new ArrayList<>();
    private final Map<Long, String> notes = new HashMap<>();
    private final Random random;
    private int closed;

    private DiskLoad(long seed) {
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
        Path place = Files.createDirectories(Path.of(arguments[0], "disk-" + System.nanoTime()));
        System.out.println("seed " + seed);
        try (SmallDisk disk = SmallDisk.mount(place, DISK_MEGABYTES)) {
            new DiskLoad(seed).load(disk, rounds);
        }
    }

    private void load(SmallDisk disk, int rounds) throws Exception {
        Path dataDir = disk.place().resolve("data");
        try (ServerProcess server =
                        new ServerProcess(client, dataDir, List.of(), "--min-free-mb", "10", "--workers", "2");
                LiveClient live = new LiveClient(client, server.port(), Map.of())) {
            List<Long> runs =
                    List.of(server.start(ServerFixture.longSpec()), server.start(ServerFixture.watchedSpec()));
            for (long run : runs) {
                live.subscribe(run, 0);
                server.awaitRun(run, json -> json.getLong("step") > 100);
            }
            for (int i = 0; i < rounds; i++) {
                disk.fill(random.nextBoolean() ? 0 : random.nextInt(MAX_LEFT_BYTES));
                disturb(server, runs.get(0));
                disk.empty();
                awaitReady(server, runs);
            }
            for (long run : runs) {
                server.send("POST", "/api/v1/runs/" + run + "/actions", new JsonObject().put("action", "stop"));
                server.awaitRun(run, json -> json.getString("state").equals("stopped"));
            }
            int losses = check(server, live, runs);
            Percentiles times = Percentiles.of(seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%d times full, the database closed itself %d times; answers %s; ready again and training after %.1f s"
                            + " (median), %.1f s (greatest); none of %d live losses and %d acknowledged notes is lost%n",
                    rounds,
                    closed,
                    answers,
                    times.median(),
                    times.greatest(),
                    losses,
                    notes.size());
        }
    }

    /** Changes a run and tries to make others while the disk is full. */
    private void disturb(ServerProcess server, long run) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MAX_FULL_MILLIS));
        boolean lost = false;
        while (System.nanoTime() < end) {
            HttpResponse<String> found = count(server.send("GET", "/api/v1/runs/" + run, null));
            if (found.statusCode() == 200) {
                long version = new JsonObject(found.body()).getLong("version");
                String text = version + "n".repeat(9000);
                JsonObject change = new JsonObject().put("notes", text).put("version", version);
                if (count(server.send("PATCH", "/api/v1/runs/" + run, change)).statusCode() == 200) {
                    notes.put(version + 1, text);
                }
            }
            lost |= found.statusCode() == 503;
            count(server.send("POST", "/api/v1/runs", ServerFixture.smallSpec()));
        }
        closed += lost ? 1 : 0;
    }

    private HttpResponse<String> count(HttpResponse<String> answer) {
        answers.merge(answer.statusCode(), 1, Integer::sum);
        return answer;
    }

    private void awaitReady(ServerProcess server, List<Long> runs) throws Exception {
        long begun = System.nanoTime();
        await(() -> server.send("GET", "/health/ready", null).statusCode() == 200);
        for (long run : runs) {
            await(() -> server.json("/api/v1/runs/" + run).getString("state").equals("running"));
            long step = server.json("/api/v1/runs/" + run).getLong("step");
            await(() -> server.json("/api/v1/runs/" + run).getLong("step") > step);
        }
        seconds.add((System.nanoTime() - begun) / 1e9);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the server did not come back in " + PATIENCE_MILLIS + " ms");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private int check(ServerProcess server, LiveClient live, List<Long> runs) throws Exception {
        Map<String, String> told = new HashMap<>();
        for (JsonObject message : live.received()) {
            if ("points".equals(message.getString("type"))) {
                for (Object each : message.getJsonArray("points")) {
                    JsonArray point = (JsonArray) each;
                    if (point.getString(0).equals(LOSS)) {
                        told.put(message.getLong("run") + " " + point.getLong(1), String.valueOf(point.getValue(3)));
                    }
                }
            }
        }
        Map<String, String> stored = new HashMap<>();
        for (long run : runs) {
            JsonObject series = server.json("/api/v1/runs/" + run + "/metrics?keys=" + LOSS)
                    .getJsonObject("series")
                    .getJsonObject(LOSS);
            for (int i = 0; i < series.getJsonArray("steps").size(); i++) {
                stored.put(
                        run + " " + series.getJsonArray("steps").getLong(i),
                        String.valueOf(series.getJsonArray("values").getValue(i)));
            }
        }
        JsonObject noted = server.json("/api/v1/runs/" + runs.get(0));
        long newest = notes.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        if (noted.getLong("version") < newest
                || (noted.getLong("version") == newest
                        && !noted.getString("notes").equals(notes.get(newest)))) {
            throw new AssertionError("an acknowledged note is lost: version " + newest);
        }
        if (!stored.entrySet().containsAll(told.entrySet())) {
            told.entrySet().removeAll(stored.entrySet());
            throw new AssertionError("lost losses: " + told);
        }
        return told.size();
    }
}
