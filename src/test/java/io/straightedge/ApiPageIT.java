package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The API for people: the page that shows its contract, and what the dashboard does when an answer is lost. */
class ApiPageIT extends BrowserTest {
    @Test
    void everyOperationIsThereAndExplainsItself() {
        visit("/#/glossary");
        page.locator("main a[href='#/api']").click();
        assertThat(page.locator(".api-operation"))
                .hasCount(Contract.operations().size());
        page.getByTestId("api-search").fill("queue a run; fields");
        assertThat(page.locator(".api-operation:visible")).hasCount(1);
        page.getByTestId("api-createRun").locator("summary").click();
        assertThat(page.getByTestId("api-createRun")).containsText("network.hidden");
        assertThat(page.getByTestId("api-createRun")).containsText("1 to 16384");
        assertThat(page.getByTestId("api-createRun").locator("pre"))
                .containsText("curl -s -H 'Content-Type: application/json' '" + server.address() + "/api/v1/runs'");
        page.getByTestId("api-search").fill("no such thing");
        assertThat(page.locator(".api-operation:visible")).hasCount(0);
        assertThat(page.getByText("No operation fits.")).isVisible();
    }

    @Test
    void anAddressOpensOneOperationOnAPhoneInTheDarkToo() throws Exception {
        context.close();
        newPage(ColorScheme.DARK, 390, 844);
        visit("/#/api?operation=listRuns");
        assertThat(page.getByTestId("api-listRuns").locator("table").first()).isVisible();
        assertThat(page.getByTestId("api-listRuns")).containsText("page_token");
        assertThat(overflow()).isZero();
        // What the bar at the top half covers is no small target.
        page.evaluate("() => scrollTo(0, 0)");
        assertThat(AccessibilityIT.violations(page)).isEqualTo(List.of());
    }

    @Test
    void aRepetitionAfterALostAnswerMakesNoSecondRun() throws Exception {
        refusal = "Failed to load resource";
        visit("/#/new");
        AtomicInteger posts = new AtomicInteger();
        page.route("**/api/v1/runs", route -> {
            boolean post = route.request().method().equals("POST");
            if (post && posts.getAndIncrement() == 0) {
                route.fetch();
                route.abort("connectionreset");
            } else {
                route.resume(new Route.ResumeOptions());
            }
        });
        page.getByTestId("new-run").locator("button[type=submit]").click();
        assertThat(page.getByText("The server cannot be reached.").first()).isVisible();
        page.getByTestId("new-run").locator("button[type=submit]").click();
        assertThat(page).hasURL(Pattern.compile("#/runs/1$"));
        assertThat(posts.get()).isEqualTo(2);
        assertThat(server.json("/api/v1/runs").getJsonArray("runs")).hasSize(1);
        server.act(1, "stop");
    }
}
