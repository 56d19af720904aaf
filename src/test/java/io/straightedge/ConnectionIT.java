package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server goes away while a page is open, something happens, and it comes back: the page catches up by itself. */
class ConnectionIT extends BrowserTest {

    @Test
    void theRunsPageCatchesUp() throws Exception {
        long running = server.start(ServerFixture.longSpec());
        server.awaitRun(running, json -> json.getLong("step") > 0);
        visit("/#/runs");
        assertThat(row(running)).hasAttribute("data-state", "running");
        long[] next = {0};
        whileAway(meanwhile -> {
            next[0] = meanwhile.start(ServerFixture.smallSpec());
            meanwhile.awaitState(next[0], "finished");
            meanwhile.act(running, "stop");
            meanwhile.awaitState(running, "stopped");
            rename(meanwhile, running, "renamed meanwhile");
        });
        assertThat(row(next[0])).hasAttribute("data-state", "finished");
        assertThat(row(running)).hasAttribute("data-state", "stopped");
        assertThat(row(running)).containsText("renamed meanwhile");
    }

    @Test
    void theRunPageCatchesUp() throws Exception {
        long run = server.start(ServerFixture.watchedSpec());
        server.awaitRun(run, json -> json.getLong("step") > 2000);
        visit("/#/runs/" + run);
        Locator path = page.getByTestId("path-view");
        page.waitForFunction("() => Number(document.querySelector('[data-testid=path-view]')?.dataset.step) > 0");
        long[] last = {0};
        whileAway(meanwhile -> {
            long before = meanwhile.json("/api/v1/runs/" + run).getLong("step");
            meanwhile.awaitRun(run, json -> json.getLong("step") > before + 5000);
            meanwhile.act(run, "stop");
            meanwhile.awaitState(run, "stopped");
            rename(meanwhile, run, "renamed meanwhile");
            JsonArray steps = meanwhile.json("/api/v1/runs/" + run + "/pairs").getJsonArray("steps");
            last[0] = steps.getLong(steps.size() - 1);
        });
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "stopped");
        assertThat(page.getByTestId("run-header")).containsText("renamed meanwhile");
        assertThat(path).hasAttribute("data-step", String.valueOf(last[0]));
        assertThat(page.getByTestId("pairs-view")).hasAttribute("data-step", String.valueOf(last[0]));
        int losses = server.steps(run, "train/loss").size()
                + server.steps(run, "test/loss").size();
        assertThat(page.locator("[data-chart=loss]")).hasAttribute("data-total", String.valueOf(losses));
    }

    @Test
    void theExperimentPageCatchesUp() throws Exception {
        JsonObject spec = new JsonObject()
                .put("base", ServerFixture.mediumSpec())
                .put("grid", new JsonObject().put("network.hidden", new JsonArray("[[5],[10]]")))
                .put("seeds", new JsonArray("[1,2]"));
        assertThat(server.post("/api/v1/experiments", spec.encode()).statusCode())
                .isEqualTo(201);
        server.awaitRun(1, json -> json.getLong("step") > 0);
        visit("/#/experiments/1");
        assertThat(page.getByTestId("cells")).isVisible();
        whileAway(meanwhile -> {
            for (long run = 1; run <= 4; run++) {
                meanwhile.awaitRun(run, json -> json.getString("state").equals("finished"));
            }
        });
        assertThat(page.getByTestId("experiment-state")).hasAttribute("data-state", "finished");
        assertThat(page.getByTestId("results")).hasAttribute("data-points", "2");
    }

    @Test
    void theComparePageCatchesUp() throws Exception {
        long first = server.start(ServerFixture.smallSpec());
        server.awaitState(first, "finished");
        long run = server.start(ServerFixture.watchedSpec());
        server.awaitRun(run, json -> json.getLong("step") > 2000);
        visit("/#/compare?runs=" + first + "," + run);
        Locator panel = page.locator(".compare-path[data-run='" + run + "']");
        assertThat(panel).hasAttribute("data-step", Pattern.compile("\\d+"));
        long[] last = {0};
        whileAway(meanwhile -> {
            long before = meanwhile.json("/api/v1/runs/" + run).getLong("step");
            meanwhile.awaitRun(run, json -> json.getLong("step") > before + 5000);
            meanwhile.act(run, "stop");
            meanwhile.awaitState(run, "stopped");
            rename(meanwhile, run, "renamed meanwhile");
            JsonArray steps = meanwhile.json("/api/v1/runs/" + run + "/pairs").getJsonArray("steps");
            last[0] = steps.getLong(steps.size() - 1);
        });
        assertThat(panel).hasAttribute("data-step", String.valueOf(last[0]));
        assertThat(page.locator("table").first()).containsText("renamed meanwhile");
    }

    @Test
    void whatChangedBeforeTheFirstConnectionIsCaughtUpWith() throws Exception {
        long run = server.start(ServerFixture.smallSpec());
        server.awaitState(run, "finished");
        AtomicBoolean reachable = new AtomicBoolean();
        context.routeWebSocket(Pattern.compile(".*/live"), socket -> {
            if (reachable.get()) {
                socket.connectToServer();
            } else {
                socket.close();
            }
        });
        Page list = context.newPage();
        list.navigate(server.address() + "/#/runs");
        assertThat(list.getByTestId("run-row")).hasAttribute("data-state", "finished");
        visit("/#/runs/" + run);
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "finished");
        rename(server, run, "renamed meanwhile");
        reachable.set(true);
        assertThat(page.getByTestId("run-header")).containsText("renamed meanwhile");
        assertThat(list.getByTestId("run-row")).containsText("renamed meanwhile");
    }

    @Test
    void theDatasetsPageCatchesUp() throws Exception {
        visit("/#/datasets");
        assertThat(page.locator("[data-dataset=clusters]")).isVisible();
        whileAway(meanwhile -> {
            byte[] table = "x,y,where\n1,2,a\n2,1,b\n3,1,a\n4,2,b\n5,1,a\n6,3,b\n7,1,a\n8,2,b\n9,1,a\n10,3,b\n"
                    .getBytes(StandardCharsets.UTF_8);
            var answer = meanwhile.upload(
                    "/api/v1/datasets", Map.of("name", "meanwhile", "label", "where"), Map.of("file", table));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        });
        assertThat(page.locator("[data-dataset=meanwhile]")).isVisible();
    }

    @Test
    void theStartPageCatchesUp() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        visit("/");
        assertThat(page.getByTestId("live-picture")).isVisible();
        whileAway(meanwhile -> meanwhile.awaitState(
                meanwhile.start(ServerFixture.smallSpec().put("name", "made meanwhile")), "finished"));
        assertThat(page.getByTestId("live-picture")).containsText("made meanwhile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/#/runs/1", "/#/experiments/1", "/#/datasets", "/#/runs", "/#/compare?runs=1,2"})
    void aPageThatCouldNotBeLoadedIsOnceTheServerIsBack(String address) throws Exception {
        for (int run = 1; run <= 2; run++) {
            server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        }
        JsonObject experiment = new JsonObject()
                .put("base", ServerFixture.smallSpec())
                .put("grid", new JsonObject())
                .put("seeds", new JsonArray("[1]"));
        assertThat(server.post("/api/v1/experiments", experiment.encode()).statusCode())
                .isEqualTo(201);
        server.awaitState(3, "finished");
        visit("/#/glossary");
        whileAway(meanwhile -> {
            page.evaluate("address => { location.hash = address; }", address.substring(1));
            assertThat(page.getByText("The server cannot be reached.").first()).isVisible();
        });
        assertThat(page.getByText("The server cannot be reached.")).hasCount(0);
        assertThat(page.getByTestId("failure")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "window.dispatchEvent(new Event('online'))",
                "document.dispatchEvent(new Event('visibilitychange'))"
            })
    void aBrowserThatIsBackOnlineOrInSightTriesAtOnce(String event) {
        visit("/#/glossary");
        Locator connection = page.getByTestId("connection");
        assertThat(connection).hasAttribute("data-state", "open");
        int port = server.port();
        page.evaluate(
                """
                () => {
                  const later = window.setTimeout;
                  // A try to connect that would come late does not come at all.
                  window.setTimeout = (work, millis) => {
                    if (millis < 1500) return later(work, millis);
                    window.waits = true;
                    return 0;
                  };
                }""");
        server.close();
        page.waitForFunction("() => window.waits");
        assertThat(connection).hasAttribute("data-state", "lost");
        assertThat(connection).hasText("Reconnecting");
        server = new ServerFixture(dataDir, port);
        page.evaluate(event);
        assertThat(connection).hasAttribute("data-state", "open");
        forgetWhatCouldNotBeLoaded();
    }

    @Test
    void whatIsReadWaitsAsLongAsABusyServerAsks() throws Exception {
        long run = server.start(ServerFixture.smallSpec());
        server.awaitState(run, "finished");
        refusal = "Failed to load resource: the server responded with a status of 429";
        AtomicInteger asked = new AtomicInteger();
        page.route("**/api/v1/runs?*", route -> {
            if (asked.getAndIncrement() == 0) {
                String error = "{\"error\":{\"code\":\"too_many\",\"message\":\"try again in 1 second\"}}";
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(429)
                        .setHeaders(Map.of("Retry-After", "1"))
                        .setContentType("application/json")
                        .setBody(error));
            } else {
                route.resume();
            }
        });
        visit("/#/runs");
        assertThat(row(run)).isVisible();
        assertThat(page.getByText("try again in 1 second")).isHidden();
        assertThat(asked.get()).isGreaterThan(1);
    }

    interface Meanwhile {
        void happens(ServerFixture server) throws Exception;
    }

    /** The server goes, something happens that the page cannot see, and it comes back at the same port. */
    private void whileAway(Meanwhile what) throws Exception {
        page.evaluate("() => { window.sameDocument = true; }");
        Locator connection = page.getByTestId("connection");
        assertThat(connection).hasAttribute("data-state", "open");
        int port = server.port();
        server.close();
        assertThat(connection).hasAttribute("data-state", "lost");
        assertThat(connection).hasText("Reconnecting");
        try (ServerFixture meanwhile = new ServerFixture(dataDir)) {
            what.happens(meanwhile);
        }
        server = new ServerFixture(dataDir, port);
        assertThat(connection).hasAttribute("data-state", "open");
        assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);
        forgetWhatCouldNotBeLoaded();
    }

    /**
     * Chromium itself reports what it could not connect to, what was under way when the server went, and what the
     * server refused because its store had just been closed.
     */
    private void forgetWhatCouldNotBeLoaded() {
        errors.removeIf(error -> error.contains("WebSocket connection")
                || error.startsWith("Failed to load resource: net::ERR_")
                || error.startsWith("Failed to load resource: the server responded with a status of 503"));
    }

    private static void rename(ServerFixture server, long run, String name) throws Exception {
        long version = server.json("/api/v1/runs/" + run).getLong("version");
        var answer = server.patch(
                "/api/v1/runs/" + run,
                new JsonObject().put("name", name).put("version", version).encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private Locator row(long run) {
        return page.locator("[data-testid=run-row][data-run='" + run + "']");
    }
}
