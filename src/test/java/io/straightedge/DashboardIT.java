package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard in a real Chromium against a real server; any error on the console fails a test. */
class DashboardIT extends BrowserTest {
    @Test
    void whoComesNewTrainsAFirstNetworkAndSeesItsPicture() {
        visit("/");
        assertThat(page.getByTestId("questions").getByRole(AriaRole.LISTITEM)).hasCount(13);
        assertThat(page.getByTestId("live-picture")).isHidden();
        page.getByTestId("start-sample").click();
        assertThat(page.getByTestId("path-view")).hasAttribute("data-step", Pattern.compile("\\d+"));
        visit("/#/");
        Locator picture = page.getByTestId("live-picture");
        assertThat(picture).isVisible();
        String step = picture.getAttribute("data-step");
        assertThat(picture).not().hasAttribute("data-step", step);
        page.locator(".question")
                .filter(new Locator.FilterOptions().setHasText("Wider straightens"))
                .click();
        assertThat(page.locator("[data-guided=wider-straightens]").getByTestId("start-quick"))
                .isFocused();
    }

    @Test
    void theStartPageShowsARunThatBeginsWhileItIsOpen() throws Exception {
        visit("/");
        assertThat(page.getByTestId("questions").getByRole(AriaRole.LISTITEM)).hasCount(13);
        assertThat(page.getByTestId("live-picture")).isHidden();
        server.start(ServerFixture.smallSpec().put("name", "begun elsewhere"));
        assertThat(page.getByTestId("live-picture")).containsText("begun elsewhere");
    }

    @Test
    void runsThatOnlyMeasureLeadBackToTheirExperimentAndTakeNoPicture() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec().put("name", "trained")), "finished");
        JsonObject untrained = ServerFixture.smallSpec();
        untrained.getJsonObject("training").put("epochs", 0);
        server.post(
                "/api/v1/experiments",
                new JsonObject()
                        .put("base", untrained)
                        .put("seeds", List.of(1, 2))
                        .encode());
        server.awaitState(3, "finished");
        visit("/");
        assertThat(page.getByTestId("live-picture")).containsText("trained");
        visit("/#/runs/3");
        assertThat(page.getByTestId("run-header")).containsText("0, untrained");
        page.getByTestId("crumbs")
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName("1").setExact(true))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*#/experiments/1"));
        visit("/#/runs");
        page.getByTestId("group-by").selectOption("experiment");
        assertThat(page.getByTestId("group-row"))
                .hasText(new String[] {"Experiment 1 · 2 runs", "Experiment – · 1 run"});
    }

    @Test
    void theGlossaryHasEveryMeasureWithItsFormula() {
        visit("/#/glossary");
        Locator entry = page.locator("#measure-gap_deviation");
        assertThat(entry.locator("math msqrt mfrac")).hasCount(1);
        assertThat(entry).containsText("What to look for");
        assertThat(page.getByTestId("glossary").getByRole(AriaRole.ARTICLE)).hasCount(19);
    }

    @Test
    void aPageThatStaysOpenDoesNotGrow() {
        visit("/#/glossary");
        Object kept = page.evaluate(
                """
                async () => {
                  const { Store } = await import("/js/store.js");
                  const store = new Store();
                  store.putMetrics(1, {}, ["a/b", "a/b_se"]);
                  for (let step = 0; step < 100_000; step++) {
                    const value = step === 77_777 ? 9 : Math.sin(step);
                    store.apply({ run: 1, seq: step + 1, type: "points", points: [["a/b", step, step, value], ["a/b_se", step, step, 1]] });
                  }
                  const { values, steps, total, last } = store.series(1).get("a/b");
                  const errors = store.series(1).get("a/b_se");
                  return [values.length <= 4000, total, steps[0], Math.max(...values), last === Math.sin(99_999),
                    errors.length <= 4000 && errors.steps.at(-1) === 99_999];
                }""");
        assertThat(kept).isEqualTo(List.of(true, 100_000, 0, 9, true, true));
    }

    @Test
    void anEmptyListLeadsToTheForm() {
        visit("/#/runs");
        assertThat(page.getByTestId("empty-runs")).isVisible();
        page.getByTestId("empty-runs").getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByTestId("new-run")).isVisible();
    }

    @Test
    void aRunStartedInTheFormIsSeenLiveAndStopped() {
        visit("/#/new");
        page.locator("#dataset-clusters").check();
        field("dataset.samples").fill("500");
        field("network.hidden").fill("40, 30");
        field("training.epochs").fill("100000");
        page.evaluate("() => { window.sameDocument = true; }");
        page.getByTestId("submit").click();

        Locator gaps = page.locator("[data-chart=gap_deviation]");
        assertThat(gaps).isVisible();
        waitForPoints("gap_deviation", 2);
        int seen = points("gap_deviation");
        waitForPoints("gap_deviation", seen + 2);
        for (String chart : List.of("deflection_sigma", "deflection_ratio", "bend", "kinks", "loss", "accuracy")) {
            waitForPoints(chart, 2);
        }
        assertThat(page.evaluate("() => window.sameDocument")).isEqualTo(true);

        Locator path = page.getByTestId("path-view");
        assertThat(path).hasAttribute("data-kinks", Pattern.compile("[1-9]\\d*"));
        String newest = path.getAttribute("data-step");
        page.waitForFunction(
                "step => Number(document.querySelector('[data-testid=path-view]').dataset.step) > Number(step)",
                newest);
        page.getByTestId("step-slider").press("Home");
        assertThat(path).hasAttribute("data-step", "0");
        assertThat(path).hasAttribute("data-kinks", Pattern.compile("[1-9]\\d*"));
        page.locator("[data-pair='2']").click();
        assertThat(path).hasAttribute("data-pair", "2");
        assertThat(page).hasURL(Pattern.compile(".*pair=2.*"));

        page.getByTestId("stop").click();
        confirmIfAsked();
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "stopped");
        assertThat(page.getByTestId("run-message")).containsText("topped at step");
    }

    @Test
    void aRunIsPausedResumedAndMovedInTheQueue() throws Exception {
        long first = server.start(ServerFixture.longSpec());
        long second = server.start(ServerFixture.longSpec());
        server.start(ServerFixture.longSpec().put("name", "waits"));
        server.start(ServerFixture.longSpec().put("name", "is moved"));
        server.awaitState(first, "running");
        server.awaitState(second, "running");
        visit("/#/runs");
        Locator moved = page.getByTestId("run-row").filter(new Locator.FilterOptions().setHasText("is moved"));
        assertThat(moved).containsText("number 2 in the queue");
        moved.getByTestId("move-first").click();
        assertThat(moved).containsText("next in the queue");

        visit("/#/runs/" + first);
        page.getByTestId("pause").click();
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "paused");
        assertThat(page.getByTestId("run-message")).containsText("aused at step");
        page.getByTestId("resume").click();
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", Pattern.compile("queued|running"));
    }

    @Test
    void optimizersAreChosenInTheForm() throws Exception {
        visit("/#/new");
        page.locator("#dataset-clusters").check();
        field("dataset.samples").fill("200");
        field("training.optimizer").selectOption("momentum");
        field("training.epochs").fill("2");
        page.getByTestId("submit").click();
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "finished");
        JsonObject training =
                server.json("/api/v1/runs/1").getJsonObject("spec").getJsonObject("training");
        assertThat(training.getString("optimizer")).isEqualTo("momentum");
        assertThat(training.getDouble("momentum")).isEqualTo(0.9);
    }

    @Test
    void aTableIsBroughtLookedAtAndTrainedOn() {
        StringBuilder table = new StringBuilder("x,y,where\n");
        for (int i = 0; i < 100; i++) {
            table.append(i % 10).append(',').append(i % 7).append(i % 2 == 0 ? ",here\n" : ",there\n");
        }
        visit("/#/datasets");
        Locator form = page.getByTestId("upload-form");
        byte[] broken = table.toString().replace("here\n1,1", "here\n1,one").getBytes(StandardCharsets.UTF_8);
        form.locator("[name=file]").setInputFiles(new FilePayload("My rings.csv", "text/csv", broken));
        assertThat(form.locator("[name=name]")).hasValue("my-rings");
        form.locator("[name=label]").selectOption("where");
        assertThat(form.getByTestId("upload-problems")).containsText("\"one\" in line 3, column y");
        form.getByTestId("upload").click();
        assertThat(form.locator(".field-error").first()).containsText("\"one\" in line 3, column y");
        errors.removeIf(error -> error.contains("status of 400"));

        byte[] right = table.toString().getBytes(StandardCharsets.UTF_8);
        form.locator("[name=file]").setInputFiles(new FilePayload("Other.csv", "text/csv", right));
        assertThat(form.locator("[name=name]")).hasValue("other");
        form.locator("[name=name]").fill("my-rings");
        form.locator("[name=file]").setInputFiles(new FilePayload("Third.csv", "text/csv", right));
        assertThat(form.locator("[name=label] option")).hasCount(3);
        assertThat(form.locator("[name=name]")).hasValue("my-rings");
        form.locator("[name=label]").selectOption("where");
        form.getByTestId("upload").click();
        Locator card = page.locator("[data-dataset=my-rings]");
        assertThat(card.locator(".scatter")).isVisible();
        assertThat(card).containsText("there");
        card.getByRole(AriaRole.LINK).click();
        assertThat(page.locator("#dataset-my-rings")).isChecked();
        assertThat(field("dataset.samples")).hasValue("80");
        field("training.epochs").fill("2");
        page.getByTestId("submit").click();
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "finished");

        page.navigate(server.address() + "/#/datasets");
        page.getByTestId("delete-dataset").click();
        assertThat(card).isHidden();
    }

    @Test
    void aTableIsShownBeforeItIsKeptAndMendedByChoices() throws Exception {
        StringBuilder table = new StringBuilder("size;colour;age;kind\n");
        for (int i = 0; i < 40; i++) {
            table.append(i).append(i % 3 == 0 ? ",5;red;" : ",5;blue;").append(i % 4 == 0 ? "" : i);
            table.append(i % 2 == 0 ? ";a\n" : ";b\n");
        }
        visit("/#/datasets");
        Locator form = page.getByTestId("upload-form");
        byte[] content = table.toString().getBytes(StandardCharsets.UTF_8);
        form.locator("[name=file]").setInputFiles(new FilePayload("mixed.csv", "text/csv", content));
        assertThat(form.getByTestId("upload-summary"))
                .hasText("40 samples of 3 numbers. 32 train; 8, a fifth of each class, test.");
        assertThat(form.locator("[name=separator]")).hasValue("semicolon");
        assertThat(form.locator("[name=decimal]")).hasValue("comma");
        assertThat(form.locator("[name=header]")).hasValue("yes");
        assertThat(form.locator("[name=label]")).hasValue("kind");
        assertThat(form.getByTestId("upload-problems").getByRole(AriaRole.LISTITEM))
                .hasCount(2);
        assertThat(page.locator("[data-dataset=mixed]")).hasCount(0);
        assertThat(AccessibilityIT.violations(page)).isEqualTo(List.of());

        form.locator("[data-column=colour]").selectOption("one-hot");
        assertThat(form.getByTestId("upload-problems").getByRole(AriaRole.LISTITEM))
                .hasCount(1);
        form.locator("[data-column=age]").selectOption("number");
        assertThat(form.getByTestId("upload-problems")).hasCount(0);
        form.getByLabel("Number that fills gaps of age").fill("-1");
        form.getByLabel("Number that fills gaps of age").press("Tab");
        assertThat(form.getByTestId("upload-notes")).containsText("10 gaps in column age are filled with -1");
        form.getByTestId("upload").click();
        assertThat(page.locator("[data-dataset=mixed]"))
                .containsText("column colour is one-hot with 2 values; 10 gaps in column age are filled with -1");
        assertThat(form.getByTestId("upload-preview")).isHidden();
        assertThat(form.locator("[name=name]")).hasValue("");
    }

    @Test
    void theFunctionOfOneOrTwoFeaturesIsDrawnAtTheStepOfThePath() throws Exception {
        for (String data : List.of("{\"name\":\"moons\"}", "{\"name\":\"curve\"}")) {
            JsonObject spec = ServerFixture.smallSpec().put("dataset", new JsonObject(data).put("samples", 100));
            spec.getJsonObject("measure").put("kind", "random");
            long run = server.start(spec);
            JsonObject finished = server.awaitState(run, "finished");
            visit("/#/runs/" + run);
            Locator view = page.getByTestId("function-view");
            assertThat(view).hasAttribute("data-step", String.valueOf(finished.getLong("step")));
            assertThat(view.locator("canvas").first()).isVisible();
            assertThat(view).containsText("100 training samples");
            page.getByTestId("step-slider").focus();
            page.keyboard().press("Home");
            assertThat(view).hasAttribute("data-step", "0");
        }
    }

    @Test
    void theAddressBringsTheSameViewBack() throws Exception {
        long run = finishedRun();
        visit("/#/runs/" + run + "?pair=1&step=0&show=bend&x=epoch&log=1");
        Locator path = page.getByTestId("path-view");
        assertThat(path).hasAttribute("data-pair", "1");
        assertThat(path).hasAttribute("data-step", "0");
        assertThat(path.getByTestId("gap-histogram")).isVisible();
        String kinks = path.getAttribute("data-kinks");
        page.reload();
        assertThat(path).hasAttribute("data-pair", "1");
        assertThat(path).hasAttribute("data-step", "0");
        assertThat(path).hasAttribute("data-kinks", kinks);
    }

    @Test
    void thePathOfTheServerIsThePathThatIsShown() throws Exception {
        long run = finishedRun();
        visit("/#/runs/" + run + "?pair=3&step=0");
        int kinks = server.json("/api/v1/runs/" + run + "/path?pair=3&step=0")
                .getJsonArray("t")
                .size();
        assertThat(page.getByTestId("path-view")).hasAttribute("data-kinks", Integer.toString(kinks));
        assertThat(page.getByTestId("path-kinks")).containsText(Integer.toString(kinks));
    }

    @Test
    void aWrongFieldIsMarkedAndWhatWasTypedIsKept() {
        visit("/#/new");
        page.locator("#dataset-digits").check();
        field("network.hidden").fill("-5");
        field("training.learningRate").fill("0.25");
        page.getByTestId("submit").click();
        Locator error = page.locator("#field-network-hidden-error");
        assertThat(error).containsText("-5");
        assertThat(error).containsText("whole number from 1 to 16384");
        assertThat(field("network.hidden")).hasAttribute("aria-invalid", "true");
        assertThat(field("network.hidden")).isFocused();
        assertThat(field("training.learningRate")).hasValue("0.25");
        // Chromium itself reports every answer above 399 on the console.
        errors.removeIf(error400 -> error400.contains("status of 400"));
    }

    @Test
    void aRunThatFailedShowsWhyAndWhere() throws Exception {
        var spec = ServerFixture.smallSpec();
        spec.getJsonObject("training").put("learningRate", 1e8);
        long run = server.start(spec);
        server.awaitState(run, "failed");
        visit("/#/runs/" + run);
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "failed");
        assertThat(page.getByTestId("run-message")).containsText("he loss became NaN at step");
        assertThat(page.locator("[data-chart=loss]")).hasAttribute("data-marks", Pattern.compile("[1-9]\\d*"));
    }

    @Test
    void theListFollowsRunsThatOthersStart() throws Exception {
        visit("/#/runs");
        assertThat(page.getByTestId("empty-runs")).isVisible();
        long run = server.start(ServerFixture.smallSpec().put("name", "<b>someone else's</b>"));
        Locator row = page.locator("[data-testid=run-row][data-run='" + run + "']");
        assertThat(row).hasAttribute("data-state", "finished");
        assertThat(row).containsText("<b>someone else's</b>");
    }

    @Test
    void aRunThatIsNotThereSaysSo() {
        visit("/#/runs/4711");
        assertThat(page.getByTestId("failure")).containsText("here is no run 4711");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText("Not found");
        errors.removeIf(error -> error.contains("status of 404"));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 390", "DARK, 390", "LIGHT, 320", "LIGHT, 700"})
    void everyPageFitsItsWidthInLightAndDark(ColorScheme scheme, int width) throws Exception {
        long run = finishedRun();
        context.close();
        newPage(scheme, width, 844);
        for (String address : List.of(
                "/",
                "/#/runs",
                "/#/new",
                "/#/datasets",
                "/#/glossary",
                "/#/guided",
                "/#/runs/" + run,
                "/#/runs/" + run + "?show=bend")) {
            visit(address);
            assertThat(page.getByTestId("loading")).hasCount(0);
            assertThat(overflow()).as("what %s overflows at %d", address, width).isEqualTo(0);
            assertThat(hiddenPlaces())
                    .as("what of the places %s hides at %d", address, width)
                    .isEqualTo(0);
        }
    }

    @Test
    void aPathThatIsLongStaysInItsCard() {
        visit("/#/datasets");
        Locator problem = page.locator("[data-dataset=fashion-mnist] .choice-problem");
        assertThat(problem).containsText("Fashion-MNIST is not here: download it, or put ");
        assertThat(problem).not().containsText("page Data");
        Object cut = problem.evaluate(
                "element => { element.textContent += '/a-directory'.repeat(40); return element.scrollWidth > element.clientWidth; }");
        assertThat(cut).isEqualTo(false);
        assertThat(overflow()).isEqualTo(0);
        visit("/#/new");
        page.getByTestId("new-run")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Data"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*#/datasets"));
    }

    @Test
    void nothingIsAskedOfAnotherHost() throws Exception {
        List<String> hosts = new ArrayList<>();
        page.onRequest(request -> hosts.add(URI.create(request.url()).getHost()));
        visit("/#/runs/" + finishedRun());
        waitForPoints("gap_deviation", 2);
        assertThat(hosts).containsOnly("127.0.0.1");
    }

    private long finishedRun() throws Exception {
        long run = server.start(ServerFixture.smallSpec());
        server.awaitState(run, "finished");
        return run;
    }

    /** By how many pixels the places in the top bar are wider than what shows of them. */
    private int hiddenPlaces() {
        return (int) page.locator(".places").evaluate("places => places.scrollWidth - places.clientWidth");
    }

    private Locator field(String name) {
        return page.locator("[name='" + name + "']");
    }

    private int points(String chart) {
        return Integer.parseInt(page.locator("[data-chart=" + chart + "]").getAttribute("data-points"));
    }

    private void waitForPoints(String chart, int atLeast) {
        page.waitForFunction(
                "([chart, least]) => Number(document.querySelector(`[data-chart=${chart}]`)?.dataset.points) >= least",
                List.of(chart, atLeast));
    }

    private void confirmIfAsked() {
        Locator yes = page.getByTestId("confirm-yes");
        if (yes.isVisible()) {
            yes.click();
        }
    }
}
