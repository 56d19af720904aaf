package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class KeyboardIT extends BrowserTest {
    @Test
    void aRunIsFoundByItsNameAndPausedWithTheSpaceBar() throws Exception {
        long run = server.start(ServerFixture.longSpec().put("name", "the needle"));
        server.start(ServerFixture.smallSpec().put("name", "hay"));
        visit("/");
        page.keyboard().press("Control+k");
        page.getByTestId("palette-input").fill("needle");
        assertThat(page.getByTestId("palette").locator("[role=option]")).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("#/runs/" + run + "$"));
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "running");
        page.keyboard().press("Space");
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "paused");
        page.keyboard().press("Space");
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "running");
        page.keyboard().press("k");
        assertThat(page).hasURL(Pattern.compile("#/runs/2$"));
        page.keyboard().press("j");
        assertThat(page).hasURL(Pattern.compile("#/runs/1$"));
        server.act(run, "stop");
    }

    @Test
    void pagesAreReachedByKeysAndFieldsKeepTheirs() {
        visit("/#/runs");
        page.keyboard().press("g");
        page.keyboard().press("d");
        assertThat(page.getByTestId("datasets")).isVisible();
        page.locator("[name=name]").focus();
        page.keyboard().type("gen");
        assertThat(page.locator("[name=name]")).hasValue("gen");
        assertThat(page).hasURL(Pattern.compile("#/datasets$"));
        page.locator("h1").click();
        page.keyboard().press("?");
        assertThat(page.getByTestId("shortcuts")).containsText("Pause or resume the run");
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("shortcuts")).isHidden();
        page.keyboard().press("n");
        assertThat(page.getByTestId("new-run")).isVisible();
    }
}
