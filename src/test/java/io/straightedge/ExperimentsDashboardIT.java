package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
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
        page.locator("input[name=at][value=first]").check();
        assertThat(page).hasURL(Pattern.compile(".*at=first.*"));
        page.locator("select[name=key]").selectOption("path/kinks");
        assertThat(page).hasURL(Pattern.compile(".*key=path/kinks.*"));
        page.reload();
        assertThat(page.locator("select[name=key]")).hasValue("path/kinks");

        page.getByTestId("clone").click();
        assertThat(values()).hasValue("10; 20; 40");
        assertThat(seeds()).hasValue("1, 2");
        assertThat(page.locator("[name='training.epochs']")).hasValue("3");
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
