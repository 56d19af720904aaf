package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page for those who look after the server. */
class ServerPageIT extends BrowserTest {
    @Test
    void theFiguresFollowARunAndABackupIsTakenHome() throws Exception {
        long run = server.start(ServerFixture.longSpec());
        server.awaitRun(run, json -> json.getLong("step") > 100);
        visit("/");
        page.getByTitle("More", new Page.GetByTitleOptions().setExact(true)).click();
        page.getByTestId("to-server").click();
        assertThat(page.getByTestId("server-runs")).containsText("running");
        assertThat(page.getByTestId("retention")).containsText("for ever");
        assertThat(page.getByTestId("server-disk")).containsText(Pattern.compile("Database[\\d.]+ [kM]B"));
        assertThat(page.locator(".figure")
                        .filter(new Locator.FilterOptions().setHasText("Training"))
                        .locator("dd"))
                .hasText(Pattern.compile("[1-9].* steps/s"));

        page.getByTestId("backup").click();
        Download download = page.waitForDownload(
                () -> page.getByTestId("backups").getByText("Download").click());
        Path file = dataDir.resolve("taken.zip");
        download.saveAs(file);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName())).contains("straightedge.mv.db", "backup.json");
        }
        page.getByTestId("backups").getByText("Delete").click();
        page.getByTestId("confirm-yes").click();
        assertThat(page.getByTestId("backups")).containsText("There is none on the server yet.");
        server.act(run, "stop");
        assertThat(page.getByTestId("server-runs")).containsText("stopped");
    }

    @Test
    void aHiddenPageAsksNothing() {
        visit("/#/admin");
        assertThat(page.getByTestId("server-about")).containsText("Version");
        List<String> asked = new CopyOnWriteArrayList<>();
        page.evaluate("() => { Object.defineProperty(document, 'hidden', { value: true, configurable: true });"
                + " document.dispatchEvent(new Event('visibilitychange')); }");
        page.onRequest(request -> asked.add(request.url()));
        page.waitForTimeout(4000);
        assertThat(asked).filteredOn(url -> url.endsWith("/server")).isEmpty();
        page.waitForRequest(
                "**/api/v1/server",
                () -> page.evaluate("() => { delete document.hidden;"
                        + " document.dispatchEvent(new Event('visibilitychange')); }"));
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 390"})
    void thePageBreaksNoRule(ColorScheme scheme, int width) throws Exception {
        context.close();
        newPage(scheme, width, 900);
        visit("/#/admin");
        assertThat(page.getByTestId("server-about")).containsText("Version");
        page.getByTestId("backup").click();
        assertThat(page.getByTestId("backups")).containsText("Download");
        assertThat(AccessibilityIT.violations(page)).isEqualTo(List.of());
        assertThat(overflow()).isZero();
    }
}
