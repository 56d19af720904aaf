package io.straightedge;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Fills a data directory with experiments of 1000 runs and 5 million points in all, and one below it with a run of a
 * million points, unless they hold runs already, and prints how long a server takes to start on each and to answer
 * (goal for the million, but for all of it as a file: 100 ms). Not a test: call {@code main} with the directory and,
 * to do only the latter, {@code million}.
 */
public final class StoreLoad {
    private static final int KEYS = 100;
    private static final int STEPS = 50;
    private static final int REPETITIONS = 9;
    private static final int MILLION_KEYS = 100;
    private static final int MILLION_STEPS = 10_000;

    private StoreLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        if (arguments.length == 1) {
            measure(
                    directory,
                    () -> fill(directory),
                    "/runs",
                    "/runs?max_results=1000",
                    "/runs?max_results=1000&filter=path/gap_deviation%3C0",
                    "/runs?order_by=path/gap_deviation",
                    "/experiments",
                    "/experiments/2",
                    "/experiments/4",
                    "/experiments/2/results?key=path/gap_deviation",
                    "/experiments/2/results?key=path/gap_deviation&at=change",
                    "/experiments/2/results?format=csv&keys=path/gap_deviation",
                    "/experiments/2/results?format=csv",
                    "/experiments/2/answer",
                    "/runs/400/metrics?keys=path/gap_deviation");
        }
        Path million = directory.resolve("million");
        String some = "layer_0/weight/unit_0,layer_0/bias/unit_1,layer_0/gradient/unit_2,train/loss,test/loss";
        measure(
                million,
                () -> ManyKeys.fill(million, MILLION_KEYS - 2, MILLION_STEPS),
                "/runs/1",
                "/runs?max_results=100&last=train/loss,test/loss",
                "/runs/1/keys",
                "/runs/1/keys?q=weight",
                "/runs/1/metrics?keys=train/loss&max_points=2000",
                "/runs/1/metrics?keys=" + some + "&max_points=2000",
                "/runs/1/metrics?keys=" + some + "&max_points=2000&start_step=4000&end_step=4999",
                "/runs/1/metrics?keys=train/loss",
                "/runs/1/metrics?keys=train/loss&after=9000",
                "/runs/1/metrics?keys=train/loss&format=csv",
                "/runs/1/metrics?format=csv");
    }

    private static void measure(Path directory, Runnable filling, String... paths) throws Exception {
        if (!Files.exists(directory.resolve("straightedge.mv.db"))) {
            long start = System.nanoTime();
            filling.run();
            report("filled", start);
        }
        long start = System.nanoTime();
        try (ServerFixture server = new ServerFixture(directory)) {
            report("server started", start);
            for (String path : paths) {
                measure(server, path);
            }
        }
    }

    private static void fill(Path directory) {
        try (RunStore store = H2RunStore.open(directory)) {
            for (int seeds : new int[] {10, 30, 30, 30}) {
                finish(store, store.experiments().create(experiment(seeds), Instant.now()));
            }
        }
    }

    private static ExperimentSpec experiment(int seeds) {
        return ExperimentSpec.of(Map.of(
                "name",
                seeds + " seeds",
                "guided",
                "gap-width",
                "base",
                Map.of("dataset", Map.of("name", "clusters")),
                "grid",
                Map.of(
                        "network.hidden",
                        IntStream.rangeClosed(1, 10)
                                .mapToObj(i -> List.of(16 * i))
                                .toList()),
                "seeds",
                LongStream.rangeClosed(1, seeds).boxed().toList()));
    }

    private static void finish(RunStore store, List<Run> runs) {
        Random random = new Random(1);
        RunSetup setup = new RunSetup(
                STEPS, 10, List.of(10, 256, 5), 3845, "clusters", List.of("0", "1", "2", "3", "4"), Map.of());
        for (Run run : runs) {
            List<RunEvent> events = new ArrayList<>();
            events.add(new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.RUNNING, ""));
            events.add(new RunEvent.SetUp(run.id(), 0, setup, List.of(), List.of()));
            for (int step = 0; step < STEPS; step++) {
                List<MetricPoint> points = new ArrayList<>();
                for (int key = 0; key < KEYS; key++) {
                    String name = key == 0 ? "path/gap_deviation" : "path/measure_" + key;
                    points.add(new MetricPoint(name, step, 10L * step, random.nextGaussian()));
                }
                events.add(new RunEvent.Points(run.id(), 0, points));
            }
            events.add(new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.FINISHED, ""));
            store.append(events);
        }
    }

    private static void measure(ServerFixture server, String path) throws IOException, InterruptedException {
        double[] millis = new double[REPETITIONS];
        long bytes = 0;
        for (int i = 0; i < REPETITIONS; i++) {
            long start = System.nanoTime();
            bytes = server.get("/api/v1" + path).body().length();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        double first = millis[0];
        System.out.printf(
                Locale.ROOT,
                "%-60s first %7.1f ms, median %7.1f ms, %d characters%n",
                path,
                first,
                Percentiles.of(millis).median(),
                bytes);
    }

    private static void report(String what, long start) {
        System.out.printf(Locale.ROOT, "%s in %.1f s%n", what, (System.nanoTime() - start) / 1e9);
    }
}
