package io.straightedge;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Throws damaged input at a server: bodies of every route, WebSocket frames, IDX, CSV and NPZ files and archives.
 * Prints what was answered, the memory in use before and after, and what is left on disk; an answer of 500 or more,
 * none within a minute, or any other failure is shown with what provoked it and ends with status 1. Not a test: call
 * {@code main} with a directory to work in, how many of each (100 000), the seed of all (1) and, to do only some,
 * their names: requests, accounts, frames, idx, csv, npz, archives.
 */
public final class FuzzLoad {
    private static final int THREADS = 4;
    private static final int MOST_SHOWN = 20;

    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    FuzzLoad() {}

    /** Sends one damaged input and says what became of it. */
    interface Shot {
        /** @throws Exception when the server did not cope; an AssertionError too */
        String fire(Random random) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createDirectories(Path.of(arguments[0], "fuzz-" + System.nanoTime()));
        int each = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        Set<String> wanted = arguments.length > 3
                ? Set.copyOf(List.of(arguments).subList(3, arguments.length))
                : Set.of("requests", "accounts", "frames", "idx", "csv", "npz", "archives");
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        System.setProperty("java.io.tmpdir", temporary.toString());
        FuzzLoad load = new FuzzLoad();
        try (ServerFixture server = new ServerFixture(directory.resolve("data"));
                ServerFixture accounts = ServerFixture.withAccounts(directory.resolve("accounts"))) {
            Map<String, Shot> shots = shots(server, accounts, directory);
            List<Path> before = files(directory);
            for (Map.Entry<String, Shot> shot : shots.entrySet()) {
                if (wanted.contains(shot.getKey())) {
                    load.run(shot.getKey(), shot.getValue(), each, seed);
                }
            }
            List<Path> after = files(directory);
            after.removeAll(before);
            print("left on disk: %s", after.isEmpty() ? "nothing" : after);
            print("the server still answers %d", server.get("/health").statusCode());
        }
        System.exit(load.wrong.isEmpty() ? 0 : 1);
    }

    /**
     * Every kind of damaged input by name.
     *
     * @param folder for temporary files
     */
    static Map<String, Shot> shots(ServerFixture server, ServerFixture accounts, Path folder) throws Exception {
        long run = server.start(ServerFixture.smallSpec());
        server.awaitState(run, "finished");
        AccountClient administrator = AccountClient.administrator(accounts);
        Map<String, String> headers =
                Map.of("Cookie", administrator.header("Cookie"), "X-CSRF-Token", administrator.header("X-CSRF-Token"));
        FuzzFiles files = new FuzzFiles(server);
        Map<String, Shot> shots = new LinkedHashMap<>();
        shots.put("requests", new FuzzRequests(server, FuzzRequests.LAB, Map.of()));
        shots.put("accounts", new FuzzRequests(accounts, FuzzRequests.ACCOUNTS, headers));
        shots.put("frames", new FuzzFrames(server.port()));
        shots.put("idx", files.idx());
        shots.put("csv", files.csv());
        shots.put("npz", FuzzFiles.npz(folder));
        shots.put("archives", files.archives(server.download("/api/v1/runs/" + run + "/archive")));
        return shots;
    }

    /** @throws AssertionError when the server failed */
    static void check(HttpResponse<String> answer, Supplier<String> request) {
        if (answer.statusCode() >= 500) {
            throw new AssertionError(answer.statusCode() + " " + answer.body() + " for " + request.get());
        }
    }

    /** Fires so many shots. @return those the server did not cope with */
    List<String> run(String what, Shot shot, int count, long seed) throws InterruptedException {
        answers.clear();
        int before = wrong.size();
        long heap = heap();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(31 * seed + t);
            int shots = count / THREADS + (t < count % THREADS ? 1 : 0);
            threads.execute(() -> {
                for (int i = 0; i < shots; i++) {
                    fire(shot, random);
                }
            });
        }
        threads.shutdown();
        if (!threads.awaitTermination(6, TimeUnit.HOURS)) {
            throw new AssertionError(what + " does not end");
        }
        print(
                "%,d %s of seed %d in %.0f s: %s; heap %.1f MB, then %.1f MB",
                count, what, seed, (System.nanoTime() - start) / 1e9, new TreeMap<>(answers), heap / 1e6, heap() / 1e6);
        return List.copyOf(wrong.subList(before, wrong.size()));
    }

    private void fire(Shot shot, Random random) {
        try {
            answers.merge(shot.fire(random), 1, Integer::sum);
        } catch (Exception | AssertionError e) {
            answers.merge("WRONG", 1, Integer::sum);
            show(e);
        }
    }

    private void show(Throwable failure) {
        wrong.add(failure.toString());
        if (wrong.size() <= MOST_SHOWN) {
            print("%s", failure);
        }
    }

    /** Bytes of the heap in use after a collection. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return new ArrayList<>(found.toList());
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
