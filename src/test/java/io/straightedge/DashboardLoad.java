package io.straightedge;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Prints how fast the dashboard is in a headless Chromium: bytes of the first load, time until pages of many runs
 * are drawn, time from a training step to its pixel, and what following a run costs. Not a test: call {@code main}
 * with a directory to work in, seconds to follow a run for, and {@code live}, {@code names} or {@code pages} to do
 * only that.
 */
public final class DashboardLoad {
    private static final int RUNS = 50;
    private static final int[] SIZES = {2_000, 100_000};
    private static final int KEYS = 20;
    private static final int CLIENTS = 20;
    private static final int NAMES = 12_000;

    private DashboardLoad() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(Path.of("/usr/bin/chromium"))
                                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--js-flags=--expose-gc")))) {
            Set<String> parts = arguments.length > 2 ? Set.of(arguments[2]) : Set.of("pages", "names", "live");
            if (parts.contains("pages")) {
                pages(browser, directory);
            }
            if (parts.contains("names")) {
                names(browser, directory.resolve("names"));
            }
            if (parts.contains("live")) {
                try (ServerFixture server = new ServerFixture(directory.resolve("live-" + System.nanoTime()))) {
                    live(browser, server, seconds);
                }
            }
        }
    }

    private static void pages(Browser browser, Path directory) throws Exception {
        for (int points : SIZES) {
            Path store = directory.resolve("runs-of-" + points);
            if (!Files.exists(store)) {
                fill(store, points);
            }
            try (ServerFixture server = new ServerFixture(store)) {
                for (int i = 0; i < 3; i++) {
                    ready(browser, server, points);
                }
            }
        }
    }

    /** A run with many metrics: its page, their list, and a search in it. */
    private static void names(Browser browser, Path store) throws Exception {
        if (!Files.exists(store)) {
            ManyKeys.fill(store, NAMES, 50);
        }
        try (ServerFixture server = new ServerFixture(store)) {
            for (int i = 0; i < 3; i++) {
                Page page = browser.newPage();
                double[] seconds = new double[3];
                long start = System.nanoTime();
                page.navigate(server.address() + "/#/runs/1");
                page.waitForFunction("() => Number(document.querySelector('[data-chart=loss]')?.dataset.points) > 0");
                seconds[0] = (System.nanoTime() - start) / 1e9;
                long opened = System.nanoTime();
                page.getByTestId("all-metrics").locator("summary").click();
                page.locator("[data-testid=metric]").first().waitFor();
                seconds[1] = (System.nanoTime() - opened) / 1e9;
                long typed = System.nanoTime();
                page.getByTestId("metric-search").fill("layer_77/gra unit_6");
                page.locator("[data-testid=metric-list][data-found='3']").waitFor();
                seconds[2] = (System.nanoTime() - typed) / 1e9;
                print(
                        "run page with %,d metrics drawn after %.2f s; their list shown after %.2f s, a search's result %.2f s",
                        NAMES, seconds[0], seconds[1], seconds[2]);
                page.close();
            }
        }
    }

    /** Runs with so many points each, over the usual keys. */
    private static void fill(Path directory, int points) {
        Random random = new Random(1);
        try (RunStore store = H2RunStore.open(directory)) {
            for (int r = 0; r < RUNS; r++) {
                Run run = store.create(RunSpec.of(Map.of("name", "run " + r)), Instant.now());
                RunSetup setup = new RunSetup(points, 16, List.of(784, 1000, 10), 795_010, "data", List.of(), Map.of());
                store.append(List.of(
                        new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.RUNNING, ""),
                        new RunEvent.SetUp(run.id(), 0, setup, List.of(), List.of())));
                int steps = points / KEYS;
                for (int from = 0; from < steps; from += 500) {
                    List<RunEvent> events = new ArrayList<>();
                    for (int step = from; step < Math.min(steps, from + 500); step++) {
                        events.add(new RunEvent.Points(run.id(), 0, points(step, random)));
                    }
                    store.append(events);
                }
                store.append(List.of(
                        new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.FINISHED, "parameters 00")));
            }
        }
    }

    private static List<MetricPoint> points(int step, Random random) {
        List<String> keys = new ArrayList<>(List.of(
                "train/loss",
                "test/loss",
                "train/accuracy",
                "test/accuracy",
                "path/gap_deviation",
                "path/gap_deviation_se",
                "normalised/gap_deviation",
                "normalised/deflection_sigma",
                "normalised/deflection_ratio",
                "path/kinks",
                "normalised/max_bend",
                "normalised/rms_bend"));
        IntStream.range(keys.size(), KEYS).forEach(i -> keys.add("other/key_" + i));
        return keys.stream()
                .map(key -> new MetricPoint(key, step, 10L * step, 1 / (1 + 0.01 * step) + 0.1 * random.nextDouble()))
                .toList();
    }

    /** As somebody sees it who was never here, and once more with what the browser has kept. */
    private static void ready(Browser browser, ServerFixture server, int points) {
        try (BrowserContext context = browser.newContext()) {
            ready(context, server, points, "first");
            ready(context, server, points, "again");
        }
    }

    private static void ready(BrowserContext context, ServerFixture server, int points, String visit) {
        Page page = context.newPage();
        CDPSession session = context.newCDPSession(page);
        session.send("Network.enable");
        long[] bytes = {0};
        session.on(
                "Network.loadingFinished",
                event -> bytes[0] += event.get("encodedDataLength").getAsLong());
        long start = System.nanoTime();
        page.navigate(server.address() + "/#/runs");
        page.waitForFunction(
                "() => document.querySelectorAll('[data-points]').length > 0 && "
                        + "[...document.querySelectorAll('[data-points]')].slice(0, 4).every(e => Number(e.dataset.points) > 0)");
        print("%s: runs page of 50 × %,d points drawn after %.2f s", visit, points, (System.nanoTime() - start) / 1e9);
        page.waitForTimeout(1000);
        print("  bytes over the wire, data included: %,d", bytes[0]);
        long before = System.nanoTime();
        page.navigate(server.address() + "/#/runs/1");
        page.waitForFunction("() => Number(document.querySelector('[data-chart=loss]')?.dataset.points) > 0");
        print("  run page drawn after %.2f s", (System.nanoTime() - before) / 1e9);
        page.close();
    }

    private static void live(Browser browser, ServerFixture server, int seconds) throws Exception {
        // A first run loads the native libraries, which would count as time from start to step.
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        io.vertx.core.json.JsonObject spec = ServerFixture.longSpec();
        // About two hundred points a second for a quarter of an hour, where a second has some thousand steps.
        spec.getJsonObject("training").put("epochs", 400_000);
        spec.getJsonObject("measure").put("everySteps", 1200);
        long run = server.start(spec);
        server.awaitRun(run, json -> json.getLong("step") > 100);
        List<LiveClient> clients = new ArrayList<>();
        for (int i = 1; i < CLIENTS; i++) {
            clients.add(server.live().subscribe(run, 0));
        }
        Page page = browser.newPage();
        CDPSession session = page.context().newCDPSession(page);
        session.send("Performance.enable");
        page.navigate(server.address() + "/#/runs/" + run);
        page.waitForFunction("() => Number(document.querySelector('[data-chart=loss]')?.dataset.points) > 0");
        page.waitForTimeout(3000);
        double busy = metric(session, "TaskDuration");
        List<String> heap = new ArrayList<>(List.of(heap(page, session)));
        long points = points(server, run);
        long start = System.nanoTime();
        Map<String, String> charts = Map.of("loss", "train/loss,test/loss", "gap_deviation", "path/gap_deviation");
        for (String chart : charts.keySet()) {
            List<Double> lags = lags(server, run, charts.get(chart), redraws(page, chart, seconds / charts.size()));
            print(
                    "step to pixel of %s with %d clients: median %.0f ms, p95 %.0f ms, of %d redraws",
                    chart, CLIENTS, lags.get(lags.size() / 2), lags.get((int) (0.95 * lags.size())), lags.size());
            heap.add(heap(page, session));
        }
        double wall = (System.nanoTime() - start) / 1e9;
        print(
                "following a run of %.0f points/s for %.0f s: main thread busy %.1f %%, heap at the start, at half and at"
                        + " the end %s MB",
                (points(server, run) - points) / wall,
                wall,
                100 * (metric(session, "TaskDuration") - busy) / wall,
                String.join(", ", heap));
        for (LiveClient client : clients) {
            client.close();
        }
        server.act(run, "stop");
    }

    /** After a collection, in megabytes. */
    private static String heap(Page page, CDPSession session) {
        page.evaluate("() => window.gc()");
        return "%.1f".formatted(metric(session, "JSHeapUsedSize") / 1e6);
    }

    /** How many points of all metrics a run has. */
    private static long points(ServerFixture server, long run) throws Exception {
        io.vertx.core.json.JsonObject series =
                server.json("/api/v1/runs/" + run + "/metrics?max_points=4").getJsonObject("series");
        return series.fieldNames().stream()
                .mapToLong(key -> series.getJsonObject(key).getLong("total"))
                .sum();
    }

    /** The newest step of a chart that is in sight and the time in milliseconds, at each of its redraws. */
    private static List<?> redraws(Page page, String chart, int seconds) {
        page.locator("[data-chart=" + chart + "]").scrollIntoViewIfNeeded();
        page.evaluate(
                """
                name => {
                  const canvas = document.querySelector(`[data-chart=${name}] canvas`);
                  const step = () => Number(/at step ([\\d\\D]*?), /.exec(canvas.ariaLabel)[1].replace(/\\D/g, ""));
                  const seen = window.seen = [];
                  new MutationObserver(() => seen.push([step(), Date.now()]))
                    .observe(canvas, { attributes: true, attributeFilter: ["aria-label"] });
                }""",
                chart);
        page.waitForTimeout(seconds * 1000.0);
        return (List<?>) page.evaluate("() => window.seen");
    }

    /** From each training step that a chart came to show as its newest until it did, sorted. */
    private static List<Double> lags(ServerFixture server, long run, String keys, List<?> seen) throws Exception {
        long started = Instant.parse(server.json("/api/v1/runs/" + run).getString("started"))
                .toEpochMilli();
        io.vertx.core.json.JsonObject series =
                server.json("/api/v1/runs/" + run + "/metrics?keys=" + keys).getJsonObject("series");
        Map<Long, Long> millis = new HashMap<>();
        for (String key : series.fieldNames()) {
            io.vertx.core.json.JsonObject one = series.getJsonObject(key);
            for (int i = 0; i < one.getJsonArray("steps").size(); i++) {
                millis.merge(
                        one.getJsonArray("steps").getLong(i),
                        one.getJsonArray("millis").getLong(i),
                        Math::max);
            }
        }
        List<Double> lags = new ArrayList<>();
        long shown = -1;
        for (Object each : seen) {
            List<?> pair = (List<?>) each;
            long newest = ((Number) pair.get(0)).longValue();
            if (newest > shown && millis.containsKey(newest)) {
                shown = newest;
                lags.add(((Number) pair.get(1)).doubleValue() - started - millis.get(newest));
            }
        }
        lags.sort(Double::compare);
        return lags;
    }

    private static double metric(CDPSession session, String name) {
        JsonObject answer = session.send("Performance.getMetrics");
        for (JsonElement element : answer.getAsJsonArray("metrics")) {
            if (element.getAsJsonObject().get("name").getAsString().equals(name)) {
                return element.getAsJsonObject().get("value").getAsDouble();
            }
        }
        throw new AssertionError("no metric " + name);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
