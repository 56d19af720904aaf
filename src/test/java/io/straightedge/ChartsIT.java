package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.vertx.core.json.JsonObject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The charts of a run in a real Chromium: crosshair, zoom, full screen and what they can be saved as. */
class ChartsIT extends BrowserTest {
    /** Whether the canvas is as large as its place. */
    private static final String FILLS =
            """
            () => {
              const canvas = document.querySelector("[data-chart=bend] canvas");
              const { clientWidth, clientHeight } = canvas.parentElement;
              return canvas.clientWidth === clientWidth && canvas.clientHeight === clientHeight;
            }""";

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

    /** Theory may be far from what is seen, which would be a flat line then. */
    @Test
    void theAxisOfAZoomedChartIsThatOfWhatIsSeen() throws Exception {
        openFinishedRun("?from=180&to=200");
        assertThat(new String(save("gap_deviation", "save-svg"), StandardCharsets.UTF_8))
                .contains(">Gap deviation</text>")
                .doesNotContain("theory at start");
        page.getByTestId("zoom-reset").click();
        assertThat(page.getByTestId("zoom-reset")).isHidden();
        assertThat(new String(save("gap_deviation", "save-svg"), StandardCharsets.UTF_8))
                .contains("theory at start");
    }

    @Test
    void anAddressWithAWrongStretchShowsAllSteps() throws Exception {
        List<Integer> steps = openFinishedRun("?from=90&to=abc");
        assertThat(page.getByTestId("zoom-reset")).isHidden();
        assertThat(chart("kinks")).hasAttribute("data-points", Integer.toString(steps.size()));
    }

    @Test
    void pointsThatTheWholeRunLeavesOutComeWithTheZoom() throws Exception {
        page.route(
                "**/metrics?**",
                route -> route.resume(new Route.ResumeOptions()
                        .setUrl(route.request().url().replace("max_points=2000", "max_points=40"))));
        openFinishedRun("");
        assertThat(chart("loss"))
                .containsText(Pattern.compile("\\d+ of 2\\d\\d points \\(least and greatest per stretch\\)"));
        visit("/#/runs/1?from=50&to=69");
        int within = server
                .json("/api/v1/runs/1/metrics?keys=train/loss,test/loss&start_step=50&end_step=69")
                .getJsonObject("series")
                .stream()
                .mapToInt(series ->
                        ((JsonObject) series.getValue()).getJsonArray("steps").size())
                .sum();
        assertThat(chart("loss")).hasAttribute("data-points", Integer.toString(within));
        assertThat(chart("loss")).containsText(within + " points");
        page.getByTestId("zoom-reset").click();
        assertThat(chart("loss")).containsText("least and greatest per stretch");
    }

    @Test
    void aChartFillsTheScreenAndComesBack() throws Exception {
        openFinishedRun("");
        double before = chart("bend").locator("canvas").boundingBox().width;
        Locator button = chart("bend").getByTestId("full-screen");
        button.click();
        assertThat(page.getByTestId("full-chart")).isVisible();
        page.waitForFunction(
                "least => document.querySelector('[data-chart=bend] canvas').clientWidth > least", 2 * before);
        page.waitForFunction(FILLS);
        overlay("bend").focus();
        page.keyboard().press("ArrowRight");
        assertThat(readout("bend")).containsText("step 0");
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("full-chart")).hasCount(0);
        assertThat(button).isFocused();
        page.waitForFunction(
                "most => document.querySelector('[data-chart=bend] canvas').clientWidth < most", before + 2);
        page.setViewportSize(1000, 800);
        page.waitForFunction("old => document.querySelector('[data-chart=bend] canvas').clientWidth != old", before);
        page.waitForFunction(FILLS);
    }

    @Test
    void aChartIsSavedAsPngSvgAndCsvAndReadAsATable() throws Exception {
        List<Integer> steps = openFinishedRun("");
        assertThat(save("save-png")).startsWith(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(save("save-png")));
        assertThat(png.getWidth()).isGreaterThan(600);
        assertThat(IntStream.range(0, png.getWidth())
                        .mapToObj(x -> png.getRGB(x, png.getHeight() / 2))
                        .distinct())
                .hasSizeGreaterThan(3);
        String svg = new String(save("save-svg"), StandardCharsets.UTF_8);
        assertThat(svg).startsWith("<svg").contains(">Kinks</text>", ">training step</text>", "(run 1)", "<path");
        assertThat(new String(save("save-csv"), StandardCharsets.UTF_8).lines())
                .hasSize(1 + 2 * steps.size())
                .contains("key,step,millis,value");

        chart("kinks").locator(".chart-tools [aria-haspopup=menu]").focus();
        page.keyboard().press("ArrowUp");
        assertThat(chart("kinks").getByTestId("show-table")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByTestId("chart-table").locator("tbody tr")).hasCount(steps.size());
    }

    private byte[] save(String kind) throws IOException {
        return save("kinks", kind);
    }

    private byte[] save(String id, String kind) throws IOException {
        chart(id).locator(".chart-tools [aria-haspopup=menu]").click();
        Download download =
                page.waitForDownload(() -> chart(id).getByTestId(kind).click());
        assertThat(download.suggestedFilename()).matches("run-1(-" + id + ")?\\." + kind.substring("save-".length()));
        return Files.readAllBytes(download.path());
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
