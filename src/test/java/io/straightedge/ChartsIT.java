package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The charts of a run in a real Chromium: crosshair, zoom, full screen and what they can be saved as. */
class ChartsIT extends BrowserTest {
    @Test
    void theCrosshairReadsEveryChartAtTheSameStep() throws Exception {
        openFinishedRun("");
        BoundingBox box = overlay("kinks").boundingBox();
        page.mouse().move(box.x + box.width / 2, box.y + box.height / 2);
        assertThat(readout("kinks")).containsText("step");
        String step = readout("kinks").locator(".chart-readout-title").textContent();
        for (String chart : List.of("bend", "gap_deviation", "straightness", "loss")) {
            assertThat(readout(chart)).containsText(step);
        }
        assertThat(readout("bend").locator(".chart-readout-row")).hasCount(3);
        page.mouse().move(2, 2);
        assertThat(readout("bend")).isHidden();
    }

    @Test
    void theArrowKeysMoveTheCrosshair() throws Exception {
        List<Integer> steps = openFinishedRun("");
        int second = steps.get(1);
        int last = steps.get(steps.size() - 1);
        int before = steps.get(steps.size() - 2);
        overlay("kinks").focus();
        page.keyboard().press("ArrowRight");
        assertThat(readout("bend")).containsText("step 0");
        page.keyboard().press("ArrowRight");
        assertThat(readout("bend")).containsText("step " + second);
        assertThat(overlay("kinks")).hasAttribute("aria-valuetext", Pattern.compile("step " + second + ", .+"));
        page.keyboard().press("End");
        assertThat(readout("bend")).containsText("step " + last);
        page.keyboard().press("ArrowLeft");
        assertThat(readout("bend")).containsText("step " + before);
    }

    @Test
    void draggingZoomsEveryChartAndTheAddressKeepsIt() throws Exception {
        openFinishedRun("");
        int all = points("bend");
        BoundingBox box = overlay("kinks").boundingBox();
        page.mouse().move(box.x + box.width * 0.3, box.y + 60);
        page.mouse().down();
        page.mouse().move(box.x + box.width * 0.5, box.y + 70, new Mouse.MoveOptions().setSteps(4));
        page.mouse().up();
        assertThat(page).hasURL(Pattern.compile(".*from=\\d+&to=\\d+.*"));
        assertThat(page.getByTestId("zoom-steps")).containsText("steps");
        page.waitForFunction("all => Number(document.querySelector('[data-chart=bend]').dataset.points) < all", all);
        int zoomed = points("bend");
        page.reload();
        assertThat(chart("bend")).hasAttribute("data-points", Integer.toString(zoomed));

        overlay("kinks").dblclick();
        assertThat(chart("bend")).hasAttribute("data-points", Integer.toString(all));
        assertThat(page).not().hasURL(Pattern.compile(".*from=.*"));
        assertThat(page.getByTestId("zoom-reset")).isHidden();
    }

    @Test
    void keysAndButtonsZoom() throws Exception {
        List<Integer> steps = openFinishedRun("?x=epoch");
        String all = Integer.toString(steps.size());
        long inside = steps.stream().filter(step -> step >= 50 && step <= 150).count();
        overlay("kinks").focus();
        page.keyboard().press("+");
        assertThat(page).hasURL(Pattern.compile(".*from=50&to=150.*"));
        assertThat(chart("kinks")).hasAttribute("data-points", Long.toString(inside));
        page.keyboard().press("-");
        assertThat(chart("kinks")).hasAttribute("data-points", all);
        page.keyboard().press("+");
        page.keyboard().press("Escape");
        assertThat(page).not().hasURL(Pattern.compile(".*from=.*"));

        page.getByTestId("zoom-in").click();
        assertThat(page.getByTestId("zoom-steps")).hasText("steps 50 to 150");
        page.getByTestId("zoom-in").click();
        assertThat(page.getByTestId("zoom-steps")).hasText("steps 75 to 125");
        page.getByTestId("zoom-out").click();
        assertThat(page.getByTestId("zoom-steps")).hasText("steps 50 to 150");
        page.getByTestId("zoom-reset").click();
        assertThat(chart("kinks")).hasAttribute("data-points", all);
        assertThat(page.getByTestId("zoom-in")).isFocused();
    }

    @Test
    void anAddressWithAWrongStretchShowsAllSteps() throws Exception {
        List<Integer> steps = openFinishedRun("?from=90&to=abc");
        assertThat(page.getByTestId("zoom-reset")).isHidden();
        assertThat(chart("kinks")).hasAttribute("data-points", Integer.toString(steps.size()));
    }

    /** Returns the steps at which the paths were measured. */
    private List<Integer> openFinishedRun(String query) throws Exception {
        long run = server.start(ServerFixture.smallSpec());
        server.awaitState(run, "finished");
        visit("/#/runs/" + run + query);
        assertThat(overlay("kinks")).isVisible();
        overlay("kinks").scrollIntoViewIfNeeded();
        page.waitForFunction("() => Number(document.querySelector('[data-chart=kinks]').dataset.points) > 0");
        return server
                .json("/api/v1/runs/" + run + "/metrics?keys=path/kinks")
                .getJsonObject("series")
                .getJsonObject("path/kinks")
                .getJsonArray("steps")
                .stream()
                .map(step -> ((Number) step).intValue())
                .toList();
    }

    private Locator chart(String id) {
        return page.locator("[data-chart=" + id + "]");
    }

    private Locator overlay(String id) {
        return chart(id).getByTestId("chart-overlay");
    }

    private Locator readout(String id) {
        return chart(id).getByTestId("chart-readout");
    }

    private int points(String id) {
        return Integer.parseInt(chart(id).getAttribute("data-points"));
    }
}
