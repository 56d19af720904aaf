package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The search of runs speaks the language of the API's filters. */
class FilterIT extends BrowserTest {
    @Test
    void theDashboardReadsFiltersAsTheServerDoes() throws Exception {
        visit("/#/glossary");
        Map<String, Object> cases;
        try (InputStream in = Objects.requireNonNull(FilterIT.class.getResourceAsStream("/filters.json"))) {
            cases = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8)).getMap();
        }
        Object differences = page.evaluate(
                """
                async ({ runs, fits, wrong }) => {
                  const { searched } = await import("/js/run-search.js");
                  for (const run of runs) {
                    for (const [key, value] of Object.entries(run.last)) run.last[key] = Number(value);
                    for (const part of ["dataset", "network", "training", "measure"]) {
                      run.spec[part] = { ...(part === "dataset" ? { rescale: run.spec.dataset.name === "digits" } : {}), ...run.spec[part] };
                    }
                  }
                  return [
                    ...fits.map(([text, ids]) => {
                      const { fits: test, error } = searched(text);
                      const found = error ?? runs.filter(test).map(({ id }) => id).join();
                      return found === ids.join() ? null : `${text}: ${found}`;
                    }),
                    ...wrong.map(([text, message]) => (searched(text).error === message ? null : `${text}: ${searched(text).error}`)),
                  ].filter((difference) => difference !== null);
                }""",
                cases);
        assertThat(differences).isEqualTo(List.of());
    }

    @Test
    void runsAreSearchedByTheirSettingsAndMetrics() throws Exception {
        JsonObject wide = ServerFixture.smallSpec().put("name", "wide");
        wide.getJsonObject("network").put("hidden", List.of(30));
        server.awaitState(server.start(wide), "finished");
        server.awaitState(server.start(ServerFixture.smallSpec().put("name", "narrow")), "finished");
        double kinks = server.json("/api/v1/runs?last=path/kinks")
                .getJsonArray("runs")
                .getJsonObject(0)
                .getJsonObject("last")
                .getDouble("path/kinks");
        visit("/#/runs");
        assertThat(page.getByTestId("run-row")).hasCount(2);
        page.getByTestId("search").fill("network.hidden > 25 and state = finished");
        assertThat(page.getByTestId("run-row")).hasCount(1);
        assertThat(page.getByTestId("run-row")).containsText("wide");
        page.getByTestId("search").fill("path/kinks <= " + kinks + " or tag:nothing");
        assertThat(page.getByTestId("run-row")).hasCount(1);
        assertThat(page.getByTestId("run-row")).containsText("narrow");
        page.getByTestId("search").fill("hidden > wide");
        assertThat(page.getByTestId("search-problem"))
                .hasText("At 10: network.hidden is a list of numbers; \"wide\" is not.");
        assertThat(page.getByTestId("run-row")).hasCount(2);
    }

    @Test
    void theSearchExplainsItselfOnAPhoneToo() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            context.close();
            newPage(scheme, 390, 844);
            visit("/#/runs");
            page.getByTestId("search-help").locator("summary").click();
            assertThat(page.getByTestId("search-help")).containsText(Pattern.compile("path/gap_deviation < 0.1"));
            assertThat(overflow()).isZero();
            assertThat(AccessibilityIT.violations(page)).isEqualTo(List.of());
            page.keyboard().press("Escape");
            assertThat(page.getByTestId("search-help").locator("dl")).isHidden();
        }
    }
}
