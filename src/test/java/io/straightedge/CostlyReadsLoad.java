package io.straightedge;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One reader asks for all that is costly, 40 requests at once, without any limit of the rate; another uses the page, the
 * API and readiness meanwhile. Prints what each was answered, and how long the other waited.
 *
 * <p>Arguments: directory of data, and seconds (20).
 */
final class CostlyReadsLoad {
    private static final int READERS = 40;
    private static final int POINTS = 200_000;
    private static final long EVERY_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> USED = List.of("/", "/health/ready", "/api/v1/runs", "/api/v1/datasets");

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerFixture server;
    private final List<String> costly;

    private CostlyReadsLoad(ServerFixture server, long run) {
        this.server = server;
        this.costly = List.of(
                "/api/v1/theory?norm_a=28&norm_b=28&dot=400&layers=784" + ",1000".repeat(3000),
                "/api/v1/theory?norm_a=28&norm_b=28&dot=400&layers=784" + ",1000".repeat(99),
                "/api/v1/runs/" + run + "/metrics",
                "/api/v1/runs/" + run + "/metrics?max_points=10000",
                "/api/v1/runs/" + run + "/metrics?format=csv",
                "/api/v1/runs/" + run + "/archive",
                "/api/v1/datasets/digits/samples?count=500");
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        long run = fill(directory);
        try (ServerFixture server = new ServerFixture(directory)) {
            CostlyReadsLoad load = new CostlyReadsLoad(server, run);
            System.out.println("alone");
            load.use(5);
            CountDownLatch end = new CountDownLatch(1);
            List<Thread> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int first = i;
                readers.add(new Thread(() -> load.read(first, end)));
            }
            readers.forEach(Thread::start);
            System.out.println("beside " + READERS + " costly requests at once");
            load.use(seconds);
            end.countDown();
            for (Thread reader : readers) {
                reader.join();
            }
            System.out.println("the reader was answered " + new TreeMap<>(load.answers));
        }
    }

    private static long fill(Path directory) {
        try (Stores stores = H2RunStore.openAll(directory)) {
            Run run = stores.runs().createImported(RunSpec.of(Map.of()), Instant.now(), null, null, null);
            List<MetricPoint> points = new ArrayList<>();
            for (int i = 0; i < POINTS; i++) {
                points.add(new MetricPoint("train/loss", i, i, Math.sin(i)));
            }
            stores.runs()
                    .append(List.of(
                            new RunEvent.Points(run.id(), 0, points),
                            new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.FINISHED, "")));
            return run.id();
        }
    }

    private void read(int first, CountDownLatch end) {
        for (int i = first; end.getCount() > 0; i++) {
            answers.merge(ask(costly.get(i % costly.size())), 1, Integer::sum);
        }
    }

    /** As somebody who looks at the page every now and then, and a program that asks whether the server is ready. */
    private void use(int seconds) throws InterruptedException {
        Map<String, List<Double>> millis = new TreeMap<>();
        Map<String, Integer> answered = new TreeMap<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            for (String path : USED) {
                long begin = System.nanoTime();
                answered.merge(ask(path), 1, Integer::sum);
                millis.computeIfAbsent(path, any -> new ArrayList<>()).add((System.nanoTime() - begin) / 1e6);
            }
            TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
        }
        millis.forEach((path, all) -> System.out.printf("  %-20s %5d: %s ms%n", path, all.size(), Percentiles.of(all)));
        System.out.println("  answers " + answered);
    }

    private String ask(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + path))
                    .timeout(PATIENCE)
                    .build();
            return "" + client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
