package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AllMetricsIT extends BrowserTest {
    private static final int KEYS = 12_000;
    private static final int STEPS = 3;

    @Test
    void aRunOfThousandsOfMetricsIsSearchedAndDrawnByName() {
        server.close();
        long run = ManyKeys.fill(dataDir, KEYS, STEPS);
        server = new ServerFixture(dataDir);
        List<Integer> sizes = new ArrayList<>();
        page.onResponse(response -> {
            if (response.url().contains("/metrics") || response.url().contains("/keys")) {
                sizes.add(response.text().length());
            }
        });
        visit("/#/runs/" + run);
        assertThat(page.locator("[data-chart=loss]")).hasAttribute("data-points", "6");
        Locator all = page.getByTestId("all-metrics");
        all.locator("summary").click();
        Locator rows = all.getByTestId("metric");
        assertThat(rows).hasCount(100);
        assertThat(all.getByRole(AriaRole.STATUS)).containsText("showing the first 100");
        all.getByTestId("metric-search").pressSequentially("lay_7");
        assertThat(all.getByTestId("metric-list")).hasAttribute("data-found", "0");
        assertThat(all).containsText("fits “lay_7”");
        all.getByTestId("metric-search").fill("layer_77/gra unit_6");
        assertThat(rows).hasCount(3);
        assertThat(rows.first()).containsText("layer_77/gradient/unit_6");

        rows.nth(1).getByRole(AriaRole.CHECKBOX).check();
        Locator chart = page.locator("[data-chart=metric-layer_77-gradient-unit_62]");
        assertThat(chart).hasAttribute("data-points", String.valueOf(STEPS));
        assertThat(page).hasURL(Pattern.compile(".*metrics=layer_77/gradient/unit_62.*"));
        page.reload();
        assertThat(chart).hasAttribute("data-points", String.valueOf(STEPS));
        assertThat(rows).hasCount(3);
        assertThat(rows.nth(1).getByRole(AriaRole.CHECKBOX)).isChecked();
        page.getByLabel("Take away: layer_77/gradient/unit_62").click();
        assertThat(chart).hasCount(0);
        assertThat((int) page.evaluate("() => document.querySelectorAll('*').length"))
                .isLessThan(3000);
        assertThat(sizes).allMatch(size -> size < 20_000);
    }

    @Test
    void aMetricThatIsPickedWhileARunTrainsGoesOnLive() throws Exception {
        JsonObject spec = ServerFixture.watchedSpec();
        // Slow enough that what is measured still changes when the page is there.
        spec.getJsonObject("training").put("learningRate", 0.001);
        long run = server.start(spec);
        server.awaitRun(run, json -> json.getLong("step") > 500);
        visit("/#/runs/" + run + "?find=norm/total_var");
        Locator row = page.getByTestId("metric").first();
        row.getByRole(AriaRole.CHECKBOX).check();
        page.waitForFunction(
                "() => Number(document.querySelector('[data-chart=metric-normalised-total_variation]')?.dataset.points) > 5");
        String value = row.locator(".metric-value").textContent();
        assertThat(row.locator(".metric-value")).not().hasText(value);
        server.act(run, "stop");
        server.awaitState(run, "stopped");
        String total =
                String.valueOf(server.steps(run, "normalised/total_variation").size());
        for (String chart : List.of("metric-normalised-total_variation", "total_variation")) {
            assertThat(page.locator("[data-chart=" + chart + "]")).hasAttribute("data-total", total);
        }
    }
}
