package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The dashboard on paper. */
class PrintIT extends BrowserTest {
    /** Notes how light the drawings are on the screen, and with the theme at the moment of printing. */
    private static final String WATCH =
            """
            () => {
              const lightness = (selector) => {
                const canvas = document.querySelector(selector);
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const drawn = [];
                for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 128) drawn.push((data[i] + data[i + 1] + data[i + 2]) / 3);
                return drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
              };
              const look = () => ({
                theme: document.documentElement.dataset.theme, path: lightness(".path-canvas"), chart: lightness("[data-chart=kinks] canvas"),
              });
              window.addEventListener("beforeprint", () => { window.printed = look(); });
              return look();
            }""";

    @Test
    void aDarkPageIsPrintedInLightColoursAndIsDarkAgain() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        context.close();
        newPage(ColorScheme.DARK, 1280, 900);
        visit("/#/runs/1");
        assertThat(page.getByTestId("path-view")).hasAttribute("data-step", "200");
        page.waitForFunction("() => Number(document.querySelector('[data-chart=kinks]')?.dataset.points) > 0");
        Map<?, ?> screen = (Map<?, ?>) page.evaluate(WATCH);
        assertThat(page.pdf()).startsWith('%', 'P', 'D', 'F');
        Map<?, ?> printed = (Map<?, ?>) page.evaluate("() => window.printed");
        assertThat(screen.get("theme")).isEqualTo("dark");
        assertThat(printed.get("theme")).isEqualTo("light");
        for (String drawing : List.of("path", "chart")) {
            assertThat(((Number) printed.get(drawing)).doubleValue())
                    .as(drawing)
                    .isNotEqualTo(((Number) screen.get(drawing)).doubleValue());
        }
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
    }

    @Test
    void paperHasNothingToPressAndNothingThatIsCutOff() throws Exception {
        for (int run = 1; run <= 2; run++) {
            server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.setViewportSize(720, 1000);
        for (String address :
                List.of("/", "/#/runs", "/#/runs/1", "/#/compare?runs=1,2", "/#/datasets", "/#/glossary")) {
            visit(address);
            assertThat(page.getByTestId("loading")).hasCount(0);
            assertThat(page.locator(".topbar")).isHidden();
            assertThat(page.locator("button:visible:not(.pair, .eye, .sort, .output-name, .legend-run)"))
                    .hasCount(0);
            assertThat(overflow()).as(address).isEqualTo(0);
        }
    }
}
