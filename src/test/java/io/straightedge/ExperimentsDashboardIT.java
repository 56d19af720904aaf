package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments in a real Chromium against a real server; any error on the console fails a test. */
class ExperimentsDashboardIT extends BrowserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "whole  | 256, 512, 1024   | [256,512,1024]",
                "whole  | 64..512 ×2       | [64,128,256,512]",
                "whole  | 0, 64..256 x2    | [0,64,128,256]",
                "whole  | 10..50 +20       | [10,30,50]",
                "number | 0..1 +0.25       | [0,0.25,0.5,0.75,1]",
                "number | 0..0.3 +0.1      | [0,0.1,0.2,0.3]",
                "number | 0.001..1 ×10     | [0.001,0.01,0.1,1]",
                "widths | 256; 512; 256, 256 | [[256],[512],[256,256]]",
                "widths | 64..256 ×2       | [[64],[128],[256]]",
            })
    void sweptValuesAreReadAsWritten(String type, String text, String values) {
        visit("/");
        assertThat(sweep("JSON.stringify(sweep.parseValues({ type: given[0] }, given[1]).values)", type, text))
                .isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "whole  | 1, two     | is not a whole number",
                "whole  | 0.5        | is not a whole number",
                "whole  | 1, 2, 1    | is there twice",
                "number | 0..1       | does not say its steps",
                "number | 1..0 +0.1  | ends before it begins",
                "whole  | 64..4096 ×1 | does not grow",
                "whole  | 0..9000    | at most 1000",
                "widths | ;          | Widths are needed",
            })
    void sweptValuesThatCannotBeReadSayWhy(String type, String text, String error) {
        visit("/");
        assertThat(sweep("sweep.parseValues({ type: given[0] }, given[1]).error", type, text))
                .asString()
                .contains(error);
    }

    @Test
    void moreThanAThousandRunsAreRefusedWhileTyping() {
        visit("/#/experiments/new");
        values().fill("1..500");
        seeds().fill("1..3");
        assertThat(page.getByTestId("run-count")).containsText("At most 1000 runs");
        values().fill("20; 30");
        assertThat(page.getByTestId("run-count")).containsText("2 values × 3 seeds = 6 runs");
    }

    @Test
    void anEmptyListLeadsToTheGuidedOnes() {
        visit("/#/experiments");
        page.getByTestId("empty-experiments").getByRole(AriaRole.LINK).first().click();
        assertThat(page.getByTestId("guided")).isVisible();
        assertThat(page.locator("[data-guided]").first().getByTestId("start-quick"))
                .isVisible();
    }

    @Test
    void anExperimentOfTheFormIsFollowedToItsResultsAndCloned() {
        visit("/#/experiments/new");
        page.locator("#dataset-clusters").check();
        page.locator("[name='dataset.samples']").fill("200");
        page.locator("[name='training.batchSize']").fill("50");
        page.locator("[name='training.epochs']").fill("3");
        values().fill("10; 20; 40");
        seeds().fill("1..2");
        page.getByTestId("submit").click();

        assertThat(page.getByTestId("experiment-state")).hasAttribute("data-state", "finished");
        Locator results = page.getByTestId("results");
        assertThat(results).hasAttribute("data-points", "3");
        assertThat(page.getByTestId("results-table").locator("tbody tr")).hasCount(3);
        assertThat(page.getByTestId("cells").locator("a")).hasCount(6);
        assertThat(page.getByTestId("base-facts"))
                .containsText(Pattern.compile("clusters, 200 training samples · .*pairs · 3 epochs of training"));
        assertThat(page.getByTestId("sweep")).containsText("2 seeds: 3 cells (one setting each) of 2 runs");
        page.locator("input[name=at][value=first]").check();
        assertThat(page).hasURL(Pattern.compile(".*at=first.*"));
        showsMeasuredOverTheory(results);
        choosesAmongMeasuresInGroups();
        page.locator("select[name=key]").selectOption("path/kinks");
        assertThat(page).hasURL(Pattern.compile(".*key=path/kinks.*"));
        page.reload();
        assertThat(page.locator("select[name=key]")).hasValue("path/kinks");

        page.getByTestId("clone").click();
        assertThat(values()).hasValue("10; 20; 40");
        assertThat(seeds()).hasValue("1, 2");
        assertThat(page.locator("[name='training.epochs']")).hasValue("3");
    }

    private void showsMeasuredOverTheory(Locator results) {
        assertThat(results.locator(".legend")).containsText("measured, 95 % interval over seeds");
        Locator table = page.getByTestId("results-table");
        assertThat(table.locator("th").nth(2)).containsText("Mean ± standard error over seeds, output / input");
        assertThat(table.locator("th").nth(3)).hasText("95 % interval over seeds");
        page.locator("input[name=over][value=theory]").check();
        assertThat(page).hasURL(Pattern.compile(".*over=theory.*"));
        assertThat(results.locator("h3")).hasText("Gap deviation ÷ theory, at the start of training");
        assertThat(table.locator("tbody tr").first().locator("td").last()).hasText(Pattern.compile("^1(\\.0+)?$"));
        page.locator("input[name=over][value=value]").check();
        assertThat(table.locator("tbody tr").first().locator("td").last())
                .not()
                .hasText(Pattern.compile("^1(\\.0+)?$"));
    }

    private void choosesAmongMeasuresInGroups() {
        Locator groups = page.locator("select[name=key] optgroup");
        assertThat(groups.first()).hasAttribute("label", "Along the paths");
        assertThat(groups.last()).hasAttribute("label", "Timing and counts");
        assertThat(groups.last().locator("[value='measure/undefined_pairs']")).hasText("Pairs without a kink");
        assertThat(page.locator("select[name=key] option").allTextContents()).doesNotHaveDuplicates();
    }

    @Test
    void cellsThatHaveNoFinishedRunYetAreCounted() throws Exception {
        server.post(
                "/api/v1/experiments",
                new JsonObject()
                        .put("base", ServerFixture.smallSpec())
                        .put("grid", new JsonObject().put("network.hidden", List.of(List.of(10), List.of(20))))
                        .put("seeds", List.of(1))
                        .encode());
        String point =
                "{\"cell\": %d, \"values\": {\"network.hidden\": [%2$d]}, \"x\": %2$d, \"group\": \"\", \"n\": %3$d, \"mean\": %4$s}";
        page.route(
                "**/results?**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(
                                "{\"keys\": [\"path/gap_deviation\"], \"points\": [" + point.formatted(0, 10, 1, "0.01")
                                        + ", " + point.formatted(1, 20, 0, "null") + "]}")));
        visit("/#/experiments/1");
        assertThat(page.getByTestId("results").locator(".chart-points"))
                .containsText("1 of 2 cells has finished runs so far");
    }

    @Test
    void theAnswerIsSaidOnceWithWhatItsErrorsAre() {
        visit("/");
        Object text = page.evaluate(
                "async given => { const card = new (await import('/js/views/answer-card.js')).AnswerCard();"
                        + " card.show({}, given); return card.element.innerText; }",
                Map.of(
                        "verdict", "holds",
                        "question", "How?",
                        "expected", "It falls.",
                        "text", "it falls by 0.5 ± 0.002",
                        "measured", 0.5,
                        "error", 0.002));
        assertThat(text)
                .asString()
                .containsOnlyOnce("0.5 ± 0.002")
                .contains("± here is the half-width of a 95 % interval");
    }

    @Test
    void anExperimentOfHoursIsAskedForTwice() {
        visit("/#/guided");
        page.locator("[data-guided=lazy-rich]").getByTestId("start-full").click();
        assertThat(page.getByTestId("confirm")).containsText("Start 25 runs, about 3 days?");
        page.getByTestId("confirm").getByText("Cancel").click();
        assertThat(page.getByTestId("confirm")).hasCount(0);
        assertThat(page).hasURL(Pattern.compile("#/guided$"));
    }

    @Test
    void whatTheServerRefusesIsMarkedAtItsField() {
        visit("/#/experiments/new");
        values().fill("20; 99999");
        page.getByTestId("submit").click();
        assertThat(values()).hasAttribute("aria-invalid", "true");
        assertThat(page.getByTestId("form-problem")).containsText("Hidden widths");
        errors.removeIf(error -> error.contains("status of 400"));
    }

    @Test
    void anArchiveIsImportedAndABadOneSaysWhy() throws Exception {
        long run = server.start(ServerFixture.smallSpec().put("name", "has travelled"));
        server.awaitState(run, "finished");
        byte[] archive = server.download("/api/v1/runs/" + run + "/archive");
        visit("/#/runs");
        page.getByTestId("import-file").setInputFiles(new FilePayload("run.zip", "application/zip", archive));
        assertThat(page).hasURL(Pattern.compile("#/runs/2$"));
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "finished");
        page.navigate(server.address() + "/#/experiments");
        archive[archive.length / 2]++;
        page.getByTestId("import-file").setInputFiles(new FilePayload("run.zip", "application/zip", archive));
        assertThat(page.getByTestId("definition")).containsText("was not imported");
        errors.removeIf(error -> error.contains("status of 400"));
    }

    @Test
    void anExperimentThatIsNotThereSaysSo() {
        visit("/#/experiments/4711");
        assertThat(page.getByTestId("failure")).containsText("4711");
        assertThat(page.getByTestId("failure").getByRole(AriaRole.LINK)).hasAttribute("href", "#/experiments");
        errors.removeIf(error -> error.contains("status of 404"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.005849 | 0.0000286 | (5.85 ± 0.03) ×10⁻³",
                "0.498 | 0.002 | 0.498 ± 0.002",
                "12345 | 120 | 12 300 ± 100",
                "-0.0021 | 0.0001 | (−2.1 ± 0.1) ×10⁻³",
                "0.01 | 0 | 0.0100",
                "1 | 0 | 1.00",
                "1 | 1e-17 | 1.00",
                "1 | NaN | 1.00",
                "1 | 2e-11 | 1.00 ± 2 ×10⁻¹¹",
                "0 | 2e-11 | (0 ± 2) ×10⁻¹¹",
                "1e-20 | 1 | 0 ± 1",
                "1e35 | 1e35 | (1 ± 1) ×10³⁵",
                "5e-324 | 0 | 4.94 ×10⁻³²⁴",
                "NaN | 1 | NaN",
                "-Infinity | 1 | −∞",
            })
    void aStandardErrorSharesThePowerOfTenOfItsValue(double value, double error, String written) {
        visit("/");
        assertThat(page.evaluate(
                        "async given => (await import('/js/format.js')).withError(...given)", List.of(value, error)))
                .isEqualTo(written.replace("12 300", "12\u202f300"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.005849 | 0.000081 | 0.005781 | 0.005917 | 0.005875 | (5.85 ± 0.03) ×10⁻³ | (5.78 … 5.92) ×10⁻³ | 5.88 ×10⁻³",
                "0.0010449 | 0.000005 | 0.0010408 | 0.0010491 | 0.0010413 | (1.045 ± 0.002) ×10⁻³ | (1.0408 … 1.0491) ×10⁻³ | 1.0413 ×10⁻³",
                "498.2 | 4 | 494.9 | 501.5 | 500 | 498 ± 1 | 495 … 502 | 500",
            })
    void meanIntervalAndTheoryAreWrittenAlikeWithDigitsEnoughToCompare(
            double mean, double sd, double low, double high, double theory, String m, String interval, String t) {
        visit("/");
        Object cells = page.evaluate(
                "async given => [...(await import('/js/views/results-table.js')).resultsTable([given], [], '', 'first')"
                        + ".querySelectorAll('tbody td')].map(cell => cell.textContent)",
                Map.of("values", Map.of(), "n", 8, "mean", mean, "sd", sd, "low", low, "high", high, "theory", theory));
        assertThat(cells).isEqualTo(List.of("8", m, interval, t));
    }

    private Locator values() {
        return page.locator("[name='sweep.values']");
    }

    private Locator seeds() {
        return page.locator("[name=seeds]");
    }

    /** Evaluates an expression of the module that reads swept values. */
    private Object sweep(String expression, String... given) {
        return page.evaluate(
                "async given => { const sweep = await import('/js/sweep.js'); return " + expression + "; }",
                List.of(given));
    }
}
