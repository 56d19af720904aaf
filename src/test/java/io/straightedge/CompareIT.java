package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many runs at once: the workspace and the comparison, in a real Chromium. */
class CompareIT extends BrowserTest {
    @Test
    void whatIsChosenIsInTheAddressAndComesBack() throws Exception {
        twoWidthsAndTwoSeeds();
        visit("/#/runs");
        assertThat(lines("gap_deviation")).hasAttribute("data-lines", "4");
        row(1).getByTestId("eye").click();
        assertThat(lines("gap_deviation")).hasAttribute("data-lines", "3");
        page.getByTestId("search").fill("hidden:20");
        assertThat(page.getByTestId("run-row")).hasCount(2);
        assertThat(lines("gap_deviation")).hasAttribute("data-lines", "1");
        page.getByTestId("search").fill("");
        page.locator("[data-field=name]").click();
        page.getByTestId("group-by").selectOption("network.hidden");
        page.getByTestId("columns").locator("summary").click();
        page.locator("input[value='training.seed']").check();
        page.locator("input[value='test/loss']").check();
        row(3).getByTestId("tick").check();
        assertThat(page.getByTestId("group-row"))
                .hasText(new String[] {"Hidden widths 20 · 2 runs", "Hidden widths 30 · 2 runs"});

        page.reload();
        assertThat(page.getByTestId("group-row")).hasCount(2);
        assertThat(lines("gap_deviation")).hasAttribute("data-lines", "3");
        assertThat(row(1).getByTestId("eye")).hasAttribute("aria-pressed", "false");
        assertThat(row(3).getByTestId("tick")).isChecked();
        assertThat(row(1)).containsText(Pattern.compile("0\\.\\d+|\\d\\.\\d+ ×10"));
        assertThat(page.locator("th[aria-sort=ascending]")).containsText("Name");
        assertThat(order()).containsExactly("wide 20, 1", "wide 20, 2", "wide 30, 1", "wide 30, 2");
    }

    @Test
    void aSearchKnowsWordsFieldsAndTags() throws Exception {
        twoWidthsAndTwoSeeds();
        visit("/#/runs");
        for (var search : List.of(
                new String[] {"WIDE", "4"},
                new String[] {"hidden:30 seed:2", "1"},
                new String[] {"tag:first", "2"},
                new String[] {"dataset.name:clusters state:finished", "4"},
                new String[] {"name:\"20, 2\"", "1"},
                new String[] {"hidden:2", "0"})) {
            page.getByTestId("search").fill(search[0]);
            assertThat(page.getByTestId("run-row")).hasCount(Integer.parseInt(search[1]));
        }
        assertThat(page.getByTestId("no-match")).hasText("No run of 4 fits “hidden:2”.");
    }

    @Test
    void runsThatDifferInTheirSeedAreDrawnAsTheirMean() throws Exception {
        twoWidthsAndTwoSeeds();
        visit("/#/runs?group=network.hidden");
        assertThat(lines("gap_deviation")).hasAttribute("data-lines", "4");
        page.locator("input[name=mean][value='1']").check();
        assertThat(lines("gap_deviation")).hasAttribute("data-lines", "2");
        assertThat(page.getByTestId("legend").getByRole(AriaRole.BUTTON))
                .hasText(new String[] {"Hidden widths 30, 2 runs", "Hidden widths 20, 2 runs"});
        assertThat(page).hasURL(Pattern.compile("mean=1"));
        List<?> mean = (List<?>)
                page.evaluate(
                        """
                async () => {
                  const { average } = await import("/js/run-average.js");
                  const a = { steps: [0, 10, 20], millis: [0, 100, 200], values: [1, 3, 5], length: 3 };
                  const b = { steps: [0, 20, 40], millis: [0, 100, 200], values: [2, 4, 9], length: 3 };
                  const { steps, values, low, high } = average([a, b]);
                  return [...steps, ...values, ...low, ...high];
                }""");
        assertThat(mean.stream().map(value -> ((Number) value).doubleValue()).toList())
                .containsExactly(0.0, 10.0, 20.0, 1.5, 3.0, 4.5, 1.0, 3.0, 4.0, 2.0, 3.0, 5.0);
    }

    @Test
    void tickedRunsAreComparedAndTheBestIsMarked() throws Exception {
        twoWidthsAndTwoSeeds();
        visit("/#/runs");
        row(1).getByTestId("tick").check();
        row(4).getByTestId("tick").check();
        page.getByTestId("compare").click();
        assertThat(page).hasURL(Pattern.compile("#/compare\\?runs=1,4$"));
        Locator settings = page.getByTestId("settings-table");
        assertThat(settings.locator("tr.differs")).hasCount(2);
        assertThat(settings.locator("[data-field='network.hidden']")).containsText("20");
        page.getByTestId("only-differences").check();
        assertThat(settings.locator("tbody tr")).hasCount(2);
        assertThat(page.getByTestId("values-table").locator("[data-key='train/loss'] .best"))
                .hasCount(1);
        assertThat(lines("loss-train")).hasAttribute("data-lines", "2");
        page.reload();
        assertThat(settings.locator("tbody tr")).hasCount(2);
        page.getByRole(AriaRole.BUTTON, named("Leave out wide 30, 2")).first().click();
        assertThat(page.getByTestId("nothing-to-compare")).isVisible();
    }

    @Test
    void aLiveRunGrowsInTheChartsAndIsSteeredInItsRow() throws Exception {
        long run = server.start(ServerFixture.longSpec().put("name", "goes on"));
        server.awaitState(run, "running");
        visit("/#/runs");
        page.waitForFunction("() => Number(document.querySelector('[data-chart=loss-train]')?.dataset.points) > 1");
        int before = Integer.parseInt(lines("loss-train").getAttribute("data-points"));
        page.waitForFunction(
                "before => Number(document.querySelector('[data-chart=loss-train]').dataset.points) > before", before);
        row(run).getByTestId("pause").click();
        assertThat(row(run)).hasAttribute("data-state", "paused");
        row(run).getByTestId("stop").click();
        page.getByTestId("confirm-yes").click();
        assertThat(row(run)).hasAttribute("data-state", "stopped");
        row(run).getByTestId("delete").click();
        assertThat(page.getByTestId("empty-runs")).isVisible();
        page.getByTestId("toasts").locator("button").click();
        assertThat(row(run)).hasAttribute("data-state", "stopped");
        row(run).getByTestId("delete").click();
        assertThat(page.getByTestId("empty-runs")).isVisible();
        page.keyboard().press("z");
        row(run).getByTestId("delete").click();
        page.reload();
        assertThat(page.getByTestId("empty-runs")).isVisible();
        assertThat(server.get("/api/v1/runs/" + run).statusCode()).isEqualTo(404);
    }

    @Test
    void runsShowThePathOfOnePairSideBySide() throws Exception {
        JsonObject wide = ServerFixture.smallSpec();
        wide.getJsonObject("network").put("hidden", new JsonArray("[40]"));
        long first = server.start(ServerFixture.smallSpec());
        long second = server.start(wide);
        server.awaitState(first, "finished");
        server.awaitState(second, "finished");
        visit("/#/compare?runs=" + first + "," + second);
        Locator paths = page.locator("[data-testid=compare-paths] figure");
        assertThat(paths).hasCount(2);
        assertThat(paths.first()).hasAttribute("data-step", "200");
        assertThat(paths.nth(1)).hasAttribute("data-step", "200");
        page.getByTestId("share").focus();
        page.keyboard().press("Home");
        assertThat(paths.first()).hasAttribute("data-step", "0");
        assertThat(paths.nth(1)).hasAttribute("data-step", "0");
        assertThat(page).hasURL(Pattern.compile("at=0"));
        page.getByTestId("compare-paths").locator("[data-pair='1']").click();
        page.reload();
        assertThat(page.getByTestId("compare-paths").locator("[data-pair='1']")).hasAttribute("aria-pressed", "true");
        assertThat(paths.first()).hasAttribute("data-step", "0");
    }

    @Test
    void aRunIsRenamedAndTaggedAndOthersSeeIt() throws Exception {
        long run = server.start(ServerFixture.smallSpec().put("name", "before"));
        server.awaitState(run, "finished");
        visit("/#/runs/" + run);
        var list = context.newPage();
        list.navigate(server.address() + "/#/runs");
        assertThat(list.getByTestId("run-row")).containsText("before");

        page.getByTestId("rename").click();
        page.getByTestId("name-input").fill("after");
        page.getByTestId("name-input").press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("after");
        page.getByTestId("tag-input").fill("kept");
        page.getByTestId("tag-input").press("Enter");
        assertThat(list.getByTestId("run-row")).containsText("after");
        assertThat(list.getByTestId("run-row").locator(".tag")).hasText("kept");
        assertThat(server.json("/api/v1/runs/" + run).getLong("version")).isEqualTo(3);

        server.patch("/api/v1/runs/" + run, "{\"name\":\"by somebody else\",\"version\":3}");
        assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("by somebody else");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 390"})
    void theComparisonFitsItsWidth(ColorScheme scheme, int width) throws Exception {
        twoWidthsAndTwoSeeds();
        context.close();
        newPage(scheme, width, 844);
        for (String address : List.of("/#/runs?cols=training.seed,test/loss", "/#/compare?runs=1,2,3,4")) {
            visit(address);
            assertThat(lines("gap_deviation")).hasAttribute("data-lines", "4");
            assertThat(overflow()).as("what %s overflows at %d", address, width).isEqualTo(0);
        }
    }

    @Test
    void aRunThatIsNotThereIsNamed() throws Exception {
        twoWidthsAndTwoSeeds();
        visit("/#/compare?runs=1,2,4711");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("There is no run 4711");
        assertThat(page.getByTestId("settings-table").locator("thead th")).hasCount(3);
        errors.removeIf(error -> error.contains("status of 404"));
    }

    /** Runs 1 to 4: widths 20 and 30, seeds 1 and 2 of each. */
    private void twoWidthsAndTwoSeeds() throws Exception {
        List<Long> runs = new ArrayList<>();
        for (int width : List.of(20, 30)) {
            for (int seed : List.of(1, 2)) {
                JsonObject spec = ServerFixture.smallSpec().put("name", "wide " + width + ", " + seed);
                spec.getJsonObject("network").put("hidden", new JsonArray(List.of(width)));
                spec.getJsonObject("training").put("seed", seed);
                runs.add(server.start(spec.put("tags", new JsonArray(List.of(seed == 1 ? "first" : "second")))));
            }
        }
        for (long run : runs) {
            server.awaitState(run, "finished");
        }
    }

    private List<String> order() {
        return page.locator("[data-testid=run-row] .run-name").allTextContents();
    }

    private Locator row(long run) {
        return page.locator("[data-testid=run-row][data-run='" + run + "']");
    }

    private Locator lines(String chart) {
        return page.locator("[data-chart='" + chart + "']");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
