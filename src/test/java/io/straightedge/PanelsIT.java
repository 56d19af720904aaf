package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PanelsIT extends BrowserTest {
    private long run;

    @BeforeEach
    void aRunWithPoints() throws Exception {
        run = server.start(ServerFixture.smallSpec());
        server.awaitState(run, "finished");
        reopen();
    }

    @Test
    void aPanelIsDraggedToAnotherPlaceAndStaysThere() {
        List<String> before = panels();
        Locator handle = chart(before.get(1)).locator(".panel-handle > button");
        handle.scrollIntoViewIfNeeded();
        BoundingBox from = handle.boundingBox();
        BoundingBox to = chart(before.get(0)).boundingBox();
        page.mouse().move(from.x + 5, from.y + 5);
        page.mouse().down();
        page.mouse().move(to.x + to.width / 2, to.y + 40, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        assertThat(panels().subList(0, 2)).containsExactly(before.get(1), before.get(0));
        assertThat(page.locator("[role=menu]:visible")).hasCount(0);
        reopen();
        assertThat(panels().subList(0, 2)).containsExactly(before.get(1), before.get(0));
        assertThat(chart(before.get(0))).hasAttribute("data-points", Pattern.compile("[1-9].*"));
    }

    @Test
    void theKeyboardMovesAndResizes() {
        List<String> before = panels();
        choose(before.get(0), "move-later");
        assertThat(panels().subList(0, 2)).containsExactly(before.get(1), before.get(0));
        assertThat(chart(before.get(0)).locator(".panel-handle > button")).isFocused();
        assertThat(page.locator(
                        "[role=status]",
                        new com.microsoft.playwright.Page.LocatorOptions().setHasText("is number 2 of")))
                .hasCount(1);
        double height = frameHeight(before.get(0));
        double width = chart(before.get(0)).boundingBox().width;
        choose(before.get(0), "taller");
        choose(before.get(0), "full-width");
        reopen();
        assertThat(frameHeight(before.get(0))).isEqualTo(height + 60);
        assertThat(chart(before.get(0)).boundingBox().width).isGreaterThan(1.5 * width);
    }

    @Test
    void theCornerResizes() {
        String first = panels().get(0);
        double height = frameHeight(first);
        Locator corner = chart(first).getByTestId("panel-corner");
        corner.scrollIntoViewIfNeeded();
        BoundingBox box = corner.boundingBox();
        page.mouse().move(box.x + 5, box.y + 5);
        page.mouse().down();
        page.mouse().move(box.x + 5, box.y + 85, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        page.mouse().up();
        assertThat(frameHeight(first)).isEqualTo(height + 80);
        reopen();
        assertThat(frameHeight(first)).isEqualTo(height + 80);
    }

    @Test
    void aPanelIsHiddenAndBroughtBack() {
        String first = panels().get(0);
        choose(first, "hide-panel");
        assertThat(chart(first)).hasCount(0);
        reopen();
        assertThat(chart(first)).hasCount(0);
        page.getByTestId("panels").click();
        page.locator("[name=panel-" + first + "]").check();
        page.getByTestId("panels-dialog").getByText("Close").click();
        assertThat(chart(first)).hasAttribute("data-points", Pattern.compile("[1-9].*"));
        choose(first, "hide-panel");
        page.getByTestId("panels").click();
        page.getByTestId("reset-panels").click();
        assertThat(page.locator("[name=panel-" + first + "]")).isChecked();
        assertThat(chart(first)).hasCount(1);
    }

    @Test
    void whatIsStoredMayBeDamaged() {
        for (String damaged :
                List.of("{", "null", "7", "{\"order\":7,\"hidden\":{},\"full\":[3],\"heights\":[\"x\"]}")) {
            page.evaluate(
                    "text => ['panels.run', 'view.run', 'theme'].forEach(name => localStorage.setItem('straightedge.' + name, text))",
                    damaged);
            reopen();
            assertThat(panels()).as(damaged).isNotEmpty();
        }
    }

    @Test
    void settingsAreRememberedWhereTheAddressSaysNone() {
        page.locator("label", new com.microsoft.playwright.Page.LocatorOptions().setHasText("Log"))
                .first()
                .click();
        assertThat(page).hasURL(Pattern.compile("log=1"));
        leave();
        page.evaluate("id => location.hash = `#/runs/${id}`", String.valueOf(run));
        assertThat(page).hasURL(Pattern.compile("#/runs/" + run + "\\?log=1$"));
        leave();
        page.evaluate("id => location.hash = `#/runs/${id}?x=time`", String.valueOf(run));
        assertThat(page).hasURL(Pattern.compile("#/runs/" + run + "\\?x=time$"));
        assertThat(page.locator("[name=log][value='0']")).isChecked();
        // A link that somebody was sent is shown as it was.
        page.navigate("about:blank");
        visit("/#/runs/" + run);
        assertThat(page.locator("[name=log][value='0']")).isChecked();
    }

    /** A page that is left and entered again before the browser has told of the first step was not left. */
    private void leave() {
        page.locator(".brand").click();
        assertThat(page.getByTestId("questions")).isVisible();
    }

    private void reopen() {
        page.navigate("about:blank");
        visit("/#/runs/" + run);
        assertThat(page.locator("[data-chart=loss]")).hasAttribute("data-points", Pattern.compile("[1-9].*"));
    }

    private Locator chart(String id) {
        return page.locator("[data-chart=" + id + "]");
    }

    private double frameHeight(String id) {
        return chart(id).locator(".chart-frame").boundingBox().height;
    }

    private void choose(String id, String item) {
        chart(id).locator(".panel-handle > button").first().press("Enter");
        chart(id).getByTestId(item).press("Enter");
    }

    /** Of the first section, in their order. */
    private List<String> panels() {
        return page.locator("[data-section=path] .chart").all().stream()
                .map(chart -> chart.getAttribute("data-chart"))
                .toList();
    }
}
