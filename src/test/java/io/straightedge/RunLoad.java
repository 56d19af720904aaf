package io.straightedge;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints how long a run of 784-1000-10 takes to pause and to stop, from the request to the new state, and what
 * checkpoints cost its training. Not a test: call {@code main} with an empty directory, and with {@code
 * -Dstraightedge.checkpoint.millis=500} for twenty times the checkpoints of a real run, or with a long interval
 * for none.
 */
public final class RunLoad {
    private static final int PAUSES = 15;
    private static final int RUNS = 5;

    private RunLoad() {}

    public static void main(String[] arguments) throws Exception {
        try (ServerFixture server = new ServerFixture(Path.of(arguments[0]))) {
            delays(server);
            seconds(server);
        }
    }

    private static void delays(ServerFixture server) throws Exception {
        List<Double> pauses = new ArrayList<>();
        List<Double> stops = new ArrayList<>();
        for (int i = 0; i < PAUSES; i++) {
            long run = server.start(spec(1_000_000, 0));
            server.awaitRun(run, json -> json.getLong("step") > 20);
            pauses.add(delay(server, run, "pause", "paused"));
            server.act(run, "resume");
            long step = server.json("/api/v1/runs/" + run).getLong("step");
            server.awaitRun(run, json -> json.getLong("step") > step + 20);
            stops.add(delay(server, run, "stop", "stopped"));
        }
        print("milliseconds to pause", pauses);
        print("milliseconds to stop", stops);
    }

    private static double delay(ServerFixture server, long run, String action, String state) throws Exception {
        long start = System.nanoTime();
        server.act(run, action);
        server.awaitState(run, state);
        return (System.nanoTime() - start) / 1e6;
    }

    private static void seconds(ServerFixture server) throws Exception {
        List<Double> perSecond = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            long run = server.start(spec(100, i));
            JsonObject ended = server.awaitState(run, "finished");
            long millis = Duration.between(
                            Instant.parse(ended.getString("started")), Instant.parse(ended.getString("ended")))
                    .toMillis();
            perSecond.add(1000.0 * ended.getLong("step") / millis);
        }
        print("steps per second", perSecond);
    }

    /** A run of 784-1000-10. */
    static JsonObject spec(int epochs, int seed) {
        return new JsonObject(new JsonObject(Map.of(
                        "dataset", Map.of("name", "digits", "samples", 2000),
                        "network", Map.of("hidden", List.of(1000)),
                        "training", Map.of("epochs", epochs, "batchSize", 128, "seed", seed),
                        "measure", Map.of("pairs", 16, "everySteps", 1_000_000)))
                .encode());
    }

    private static void print(String what, List<Double> values) {
        Percentiles sorted = Percentiles.of(values);
        System.out.printf(
                Locale.ROOT,
                "%s: median %.1f, least %.1f, greatest %.1f%n",
                what,
                sorted.median(),
                sorted.at(0),
                sorted.greatest());
    }
}
