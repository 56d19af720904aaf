package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.LoadState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the server is asked when the dashboard is opened. */
class StartUpIT extends BrowserTest {
    @Test
    void noPageAsksForTheSameTwice() throws Exception {
        for (int run = 1; run <= 2; run++) {
            server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        }
        JsonObject experiment = new JsonObject()
                .put("base", ServerFixture.smallSpec())
                .put("grid", new JsonObject())
                .put("seeds", new JsonArray("[1]"));
        server.post("/api/v1/experiments", experiment.encode());
        server.awaitState(3, "finished");
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/v1/")) {
                asked.add(request.url().substring(server.address().length()));
            }
        });
        for (String address : List.of(
                "/",
                "/#/runs",
                "/#/guided",
                "/#/experiments",
                "/#/experiments/1",
                "/#/datasets",
                "/#/runs/1",
                "/#/compare?runs=1,2")) {
            page.navigate("about:blank");
            asked.clear();
            visit(address);
            assertThat(page.getByTestId("connection")).hasAttribute("data-state", "open");
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(page.getByTestId("loading")).hasCount(0);
            assertThat(asked).as(address).hasSizeGreaterThan(1).doesNotHaveDuplicates();
        }
    }

    /** A proxy may let no live connection through, and say neither yes nor no. */
    @Test
    void aPageDoesNotWaitForAConnectionThatDoesNotOpen() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        page.addInitScript("WebSocket = class extends EventTarget { static OPEN = 1; readyState = 0; close() {} };");
        visit("/#/runs");
        assertThat(page.getByTestId("run-row")).hasCount(1);
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "connecting");
    }

    /** What changes between the first question and the opening of the connection is asked for again. */
    @Test
    void whatIsMissedBeforeAConnectionOpensLateIsCaughtUpWith() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        page.addInitScript(
                """
                const Real = WebSocket;
                window.openLive = () => {};
                window.WebSocket = class extends EventTarget {
                  static OPEN = 1;
                  constructor(url) {
                    super();
                    window.openLive = () => {
                      this.real = new Real(url);
                      for (const name of ["onopen", "onmessage", "onclose"]) this.real[name] = (event) => this[name]?.(event);
                    };
                  }
                  get readyState() { return this.real?.readyState ?? 0; }
                  send(text) { this.real.send(text); }
                  close() { this.real?.close(); }
                };""");
        visit("/#/runs");
        assertThat(page.getByTestId("run-row")).hasCount(1);
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        page.evaluate("() => window.openLive()");
        assertThat(page.getByTestId("run-row")).hasCount(2);
        assertThat(page.getByTestId("run-row").first()).hasAttribute("data-state", Pattern.compile("finished"));
    }
}
