package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section of all measured pairs on the page of a run. */
class PairsIT extends BrowserTest {
    private static final int CLASSES = 3;

    @Test
    void pairsAcrossClassesMakeAHeatmapWhoseCellsOpenPaths() throws Exception {
        finished(spec("random", 60));
        visit("/#/runs/1");
        Locator cells = page.locator(".heat-cell");
        assertThat(cells).hasCount(CLASSES * CLASSES);
        assertThat(cell(0, 2))
                .hasAttribute("aria-label", Pattern.compile("Of classes .*, Gap deviation .*, \\d+ pairs, .*"));
        String label = cell(2, 0).getAttribute("aria-label");
        assertThat(cell(0, 2)).hasAttribute("aria-label", label);
        assertThat(page.getByTestId("pairs-facts")).containsText("pairs at step 200");

        cell(2, 2).hover();
        assertThat(page.getByTestId("tip")).containsText("Of class");
        cell(1, 2).click();
        assertThat(cell(1, 2)).hasAttribute("data-current", "true");
        assertThat(cell(2, 1)).hasAttribute("data-current", "true");
        assertThat(page.getByTestId("pairs-answer")).containsText("The path view above shows samples");
        String pair =
                String.valueOf(page.evaluate("() => new URLSearchParams(location.hash.split('?')[1]).get('pair')"));
        assertThat(page.getByTestId("path-view")).hasAttribute("data-pair", pair.equals("null") ? "0" : pair);
    }

    @Test
    void theHeatmapIsWalkedWithTheKeys() throws Exception {
        finished(spec("different", 30));
        visit("/#/runs/1");
        assertThat(cell(0, 0)).hasAttribute("tabindex", "0");
        assertThat(cell(0, 0)).hasAttribute("data-empty", "true");
        cell(0, 0).focus();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("pairs-answer")).containsText("was measured");
        page.keyboard().press("End");
        page.keyboard().press("ArrowDown");
        assertThat(cell(1, 2)).isFocused();
        assertThat(cell(1, 2)).hasAttribute("tabindex", "0");
        assertThat(cell(0, 0)).hasAttribute("tabindex", "-1");
        assertThat(page.getByTestId("tip")).isVisible();
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("ArrowLeft");
        page.keyboard().press("Enter");
        assertThat(cell(0, 1)).hasAttribute("data-current", "true");
    }

    @Test
    void measureStepAndPairAreInTheAddress() throws Exception {
        finished(spec("random", 60));
        visit("/#/runs/1?pairs=ratio&step=0");
        Locator view = page.getByTestId("pairs-view");
        assertThat(view).hasAttribute("data-step", "0");
        assertThat(view).hasAttribute("data-measure", "ratio");
        assertThat(page.getByTestId("pairs-facts")).containsText("Root mean square");
        page.getByTestId("step-slider").press("End");
        assertThat(view).hasAttribute("data-step", "200");
        view.locator("[value=straightness]").check(new Locator.CheckOptions().setForce(true));
        assertThat(view).hasAttribute("data-measure", "straightness");
        assertThat(page).hasURL(Pattern.compile(".*pairs=straightness.*"));
    }

    @Test
    void pairsWithinClassesAreDotsInARowPerClass() throws Exception {
        finished(spec("same", 40));
        visit("/#/runs/1");
        Locator strip = page.getByTestId("pair-strip");
        assertThat(strip.locator("[role=row]")).hasCount(CLASSES);
        assertThat(strip.locator(".strip-dot")).hasCount(40);
        assertThat(strip.locator("[data-kept=true]")).hasCount(4);
        strip.locator("[data-dot='20']").click();
        assertThat(page.getByTestId("pairs-answer")).containsText("The path of that pair is not kept");

        page.getByTestId("pairs-table").locator("summary").click();
        assertThat(page.getByTestId("pairs-table").locator("tbody tr")).hasCount(CLASSES);
        assertThat(page.getByTestId("pairs-table").locator("thead")).containsText("Gap deviation, output / input");
    }

    @Test
    void regressionHasOneRowOfDots() throws Exception {
        finished(new JsonObject(Map.of(
                "dataset", Map.of("name", "curve", "function", "step"),
                "network", Map.of("hidden", List.of(30)),
                "training", Map.of("epochs", 10, "learningRate", 0.05),
                "measure", Map.of("pairs", 25))));
        visit("/#/runs/1?pairs=straightness");
        Locator strip = page.getByTestId("pair-strip");
        assertThat(strip.locator("[role=row]")).hasCount(1);
        assertThat(strip.locator(".strip-dot")).hasCount(25);
        strip.locator("[data-kept=true]").last().click();
        assertThat(page.getByTestId("path-view")).hasAttribute("data-pair", "3");
    }

    @Test
    void aLiveRunIsFollowed() throws Exception {
        JsonObject spec = ServerFixture.watchedSpec();
        long id = server.start(spec);
        visit("/#/runs/" + id);
        Locator view = page.getByTestId("pairs-view");
        assertThat(view).hasAttribute("data-pairs", "10");
        String step = view.getAttribute("data-step");
        page.waitForFunction(
                "step => Number(document.querySelector('[data-testid=pairs-view]').dataset.step) > Number(step)", step);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, random", "DARK, same"})
    void aPhoneShowsItWithoutScrollingSideways(ColorScheme scheme, String kind) throws Exception {
        finished(spec(kind, 60));
        context.close();
        newPage(scheme, 390, 844);
        visit("/#/runs/1");
        assertThat(page.getByTestId("pairs-facts")).isVisible();
        Object overflow =
                page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(overflow).asInstanceOf(INTEGER).isNotPositive();
    }

    private Locator cell(int a, int b) {
        return page.locator("[data-classes='" + a + "," + b + "']");
    }

    private void finished(JsonObject spec) throws Exception {
        server.awaitState(server.start(spec), "finished");
    }

    private static JsonObject spec(String kind, int pairs) {
        JsonObject spec = ServerFixture.smallSpec();
        spec.getJsonObject("measure").put("kind", kind).put("pairs", pairs);
        return spec;
    }
}
