package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real Chromium against a real server; any error on the console fails a test. */
abstract class BrowserTest {
    private static Playwright playwright;
    static Browser browser;

    @TempDir
    Path dataDir;

    ServerFixture server;
    BrowserContext context;
    Page page;
    final List<String> errors = new ArrayList<>();

    /** How the console begins to report an answer that a test wants; it reports all of 400 and above. */
    String refusal = "(none)";

    @BeforeAll
    static void launch() {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(
                chromium.isPresent() || "true".equals(System.getenv("CI")),
                "no Chromium here; the dashboard was not tested");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        server = server();
        newPage(ColorScheme.LIGHT, 1280, 900);
    }

    /** The server that a test asks. */
    ServerFixture server() {
        return new ServerFixture(dataDir);
    }

    @AfterEach
    void close() {
        context.close();
        server.close();
        assertThat(errors).isEmpty();
    }

    void newPage(ColorScheme scheme, int width, int height) {
        context = browser.newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, height));
        context.setDefaultTimeout(30_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith(refusal)) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    /** By how many pixels the page is wider than the window, beside the scroll bar. */
    int overflow() {
        return (int)
                page.evaluate("() => Math.max(0, document.documentElement.scrollWidth - document.body.clientWidth)");
    }

    void visit(String address) {
        page.navigate(server.address() + address);
    }
}
