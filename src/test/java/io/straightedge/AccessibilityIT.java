package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page against the rules of WCAG 2.2 A and AA that a program can check, by axe-core. */
class AccessibilityIT extends BrowserTest {
    private static final String AXE = "/axe.min.js";
    private static final String RUN =
            """
            async () => {
              const rules = {
                runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                // Left out of these by axe as experimental: who speaks what they see must reach it.
                rules: { "label-content-name-mismatch": { enabled: true } },
              };
              const { violations } = await axe.run(document, rules);
              return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(n => n.html).join(" | ")}`);
            }""";

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 390"})
    void noPageBreaksARule(ColorScheme scheme, int width) throws Exception {
        refusal = "Failed to load resource: the server responded with a status of 404";
        JsonObject acrossClasses = ServerFixture.smallSpec();
        acrossClasses.getJsonObject("measure").put("kind", "random");
        long crossing = server.start(acrossClasses);
        server.awaitState(crossing, "finished");
        long run = server.start(ServerFixture.smallSpec().put("name", "checked"));
        server.awaitState(run, "finished");
        JsonObject experiment = new JsonObject()
                .put("base", ServerFixture.smallSpec())
                .put("grid", new JsonObject().put("network.hidden", new JsonArray("[[5],[10]]")))
                .put("seeds", new JsonArray("[1,2]"));
        server.post("/api/v1/experiments", experiment.encode());
        for (long made = run + 1; made <= run + 4; made++) {
            server.awaitState(made, "finished");
        }
        context.close();
        newPage(scheme, width, 900);
        for (String address : List.of(
                "/",
                "/#/runs",
                "/#/runs/" + run,
                "/#/compare?runs=1,2,3",
                "/#/runs/" + crossing + "?pairs=ratio",
                "/#/new",
                "/#/datasets",
                "/#/glossary",
                "/#/api?operation=createRun",
                "/#/guided",
                "/#/experiments",
                "/#/experiments/new",
                "/#/experiments/1",
                "/#/runs/4711",
                "/#/experiments/4711",
                "/#/nowhere")) {
            page.navigate("about:blank");
            visit(address);
            assertThat(page.getByTestId("loading")).hasCount(0);
            page.waitForTimeout(500);
            assertThat(violations(page)).as("%s in %s", address, scheme).isEqualTo(List.of());
        }
    }

    /** What a page breaks of the rules, as a list of texts. */
    static Object violations(Page page) throws IOException {
        page.evaluate(axe());
        return page.evaluate(RUN);
    }

    private static String axe() throws IOException {
        try (InputStream in = Objects.requireNonNull(AccessibilityIT.class.getResourceAsStream(AXE), AXE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
