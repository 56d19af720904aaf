package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.straightedge.config.AppConfig;
import io.straightedge.run.Limits;
import io.straightedge.run.RunLimits;
import io.straightedge.run.UserLimits;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Accounts as people see them. */
class AccountsIT extends BrowserTest {
    private AccountClient admin;

    @Override
    ServerFixture server() {
        return ServerFixture.limited(
                dataDir, AppConfig.Auth.LOCAL, new Limits(new UserLimits(0, 1, 0, 0), RunLimits.DEFAULT, 0));
    }

    @BeforeEach
    void expectRefusals() {
        refusal = "Failed to load resource: the server responded with a status of 4";
    }

    @Test
    void theFirstAdministratorComesByTheLinkAndLogsOutAndInAgain() {
        page.navigate(server.address());
        assertThat(page.getByText("There is no user yet.")).isVisible();
        page.navigate(server.welcome());
        field("Name").fill("ada");
        field("Password").fill("correct horse battery");
        field("Password, again").fill("correct horse batteries");
        submit();
        assertThat(page.getByText("This is not the same as above.")).isVisible();
        field("Password, again").fill("correct horse battery");
        submit();
        assertThat(page.locator(".user-button")).hasText("ada");
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "open");

        page.navigate(server.address() + "/#/runs?q=wide");
        assertThat(page.getByTestId("empty-runs")).isVisible();
        choose("log-out");
        assertThat(page.getByText("You need an account")).isVisible();
        login("ada", "not the right one");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("Name and password do not belong together.");
        login("ada", "correct horse battery");
        assertThat(page.getByTestId("empty-runs")).isVisible();
        assertThat(page.url()).endsWith("#/runs?q=wide");
        page.reload();
        assertThat(page.locator(".user-button")).hasText("ada");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360, 390, 641, 700, 761, 900, 1280})
    void theTopBarFitsAName(int width) throws Exception {
        admin = AccountClient.administrator(server);
        page.setViewportSize(width, 800);
        enter(AccountClient.ADMIN);
        assertThat(page.locator(".user-button")).isVisible();
        page.locator(".user-button span").evaluate("name => { name.textContent = 'a-rather-long-name-of-somebody'; }");
        page.locator(".connection span").evaluate("word => { word.textContent = 'Reconnecting'; }");
        assertThat(overflow()).isEqualTo(0);
        assertThat(page.locator(".places").evaluate("places => places.scrollWidth - places.clientWidth"))
                .isEqualTo(0);
    }

    /** The end of the live connection makes the page ask who it is; that answer may come last. */
    @Test
    void whoBeginsToLogInAgainKeepsWhatIsTyped() throws Exception {
        admin = AccountClient.administrator(server);
        enter(AccountClient.ADMIN);
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "open");
        List<Runnable> loggedOut = new ArrayList<>();
        List<Route> asked = new ArrayList<>();
        page.route("**/api/v1/session", route -> {
            if (route.request().method().equals("DELETE")) {
                APIResponse answer = route.fetch();
                loggedOut.add(() -> route.fulfill(new Route.FulfillOptions().setResponse(answer)));
            } else {
                asked.add(route);
            }
        });
        choose("log-out");
        page.waitForCondition(() -> loggedOut.size() == 1 && asked.size() == 1);
        loggedOut.get(0).run();
        field("Name").fill("ada");
        // Not before this: Chromium lets go of what is held when nothing is routed any more.
        page.waitForResponse("**/api/v1/session", () -> asked.get(0).resume());
        page.unroute("**/api/v1/session");
        // Another answer comes after this one has been dealt with.
        page.evaluate("() => fetch('/health')");
        assertThat(field("Name")).hasValue("ada");
    }

    @Test
    void aViewerLooksAndIsOfferedNothingElse() throws Exception {
        admin = AccountClient.administrator(server);
        long run = AccountClient.json(admin.post("/api/v1/runs", ServerFixture.longSpec()))
                .getLong("id");
        admin.invite("victor", "viewer");
        enter("victor");
        page.navigate(server.address() + "/#/runs/" + run);
        assertThat(page.getByTestId("run-state")).hasAttribute("data-state", "running");
        assertThat(page.getByTestId("archive")).isVisible();
        for (String action : new String[] {"stop", "pause", "rename", "tag-input"}) {
            assertThat(page.getByTestId(action)).isHidden();
        }
        assertThat(page.getByText("New run")).isHidden();
        page.navigate(server.address() + "/#/runs");
        assertThat(page.getByTestId("run-row")).isVisible();
        assertThat(page.getByTestId("import")).isHidden();
        page.navigate(server.address() + "/#/new");
        assertThat(page.getByTestId("not-allowed")).containsText("needs the role member; you are viewer");
        for (String address : List.of("/#/admin", "/#/admin/users")) {
            page.navigate(server.address() + address);
            assertThat(page.getByTestId("not-allowed")).containsText("needs the role admin");
        }
    }

    @Test
    void aSessionThatEndsElsewhereBringsTheLoginPageAndBack() throws Exception {
        admin = AccountClient.administrator(server);
        enter(AccountClient.ADMIN);
        page.navigate(server.address() + "/#/datasets");
        assertThat(page.getByTestId("datasets")).isVisible();
        admin.delete("/api/v1/sessions");
        // Nobody touches the page: its live connection tells.
        assertThat(field("Password")).isVisible();
        login(AccountClient.ADMIN, AccountClient.PASSWORD);
        assertThat(page.getByTestId("datasets")).isVisible();
        assertThat(page.getByTestId("connection")).hasAttribute("data-state", "open");
    }

    @Test
    void anAdministratorAddsAUserWhoChoosesAPassword() throws Exception {
        AccountClient.administrator(server);
        enter(AccountClient.ADMIN);
        choose("to-users");
        field("Name").fill("Mary");
        page.getByTestId("add-user").click();
        assertThat(page.getByText("\"Mary\" is not allowed")).isVisible();
        field("Name").fill("mary");
        page.getByTestId("add-user").click();
        String link = page.getByTestId("user-link").textContent();
        assertThat(page.locator("[data-user=mary]")).containsText("active");

        Page other = browser.newPage();
        other.navigate(link);
        other.getByLabel("Password", exactly()).fill("a few easy words");
        other.getByLabel("Password, again").fill("a few easy words");
        other.getByTestId("submit").click();
        assertThat(other.locator(".user-button")).hasText("mary");
        page.locator("[data-user=mary] select").selectOption("viewer");
        assertThat(page.getByTestId("toasts")).containsText("mary is viewer now");
        page.locator("[data-user=mary]").getByText("Disable").click();
        page.getByTestId("confirm-yes").click();
        assertThat(page.locator("[data-user=mary]")).containsText("disabled");
        assertThat(other.getByLabel("Name")).isVisible();
        other.close();

        page.getByLabel("Administration").getByText("Audit log").click();
        assertThat(page.getByTestId("audit")).containsText("change user");
    }

    @Test
    void anAdministratorEndsTheTokenOfAnother() throws Exception {
        admin = AccountClient.administrator(server);
        AccountClient mary = admin.invite("mary", "member");
        AccountClient token = mary.withToken(mary.token("write"));
        enter(AccountClient.ADMIN);
        choose("to-users");
        page.getByLabel("Tokens of ada").click();
        assertThat(page.getByTestId("user-tokens")).containsText("ada has no tokens");
        page.getByLabel("Tokens of mary").click();
        assertThat(page.getByTestId("tokens")).containsText("read and change");
        page.getByLabel("Delete token test").click();
        page.getByTestId("confirm-yes").click();
        assertThat(page.getByTestId("user-tokens")).containsText("mary has no tokens");
        assertThat(token.get("/api/v1/runs").statusCode()).isEqualTo(401);
        page.getByLabel("New link to choose a password for mary").click();
        page.getByTestId("confirm-yes").click();
        assertThat(page.getByTestId("user-link")).containsText("welcome?code=");
        assertThat(mary.get("/api/v1/runs").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenIsShownOnceAndDeleted() throws Exception {
        admin = AccountClient.administrator(server);
        enter(AccountClient.ADMIN);
        choose("to-tokens");
        assertThat(page.getByTestId("no-tokens")).isVisible();
        field("What it is for").fill("nightly sweep");
        page.getByTestId("make-token").click();
        String secret = page.getByTestId("token-secret").textContent();
        assertThat(admin.withToken(secret).get("/api/v1/runs").statusCode()).isEqualTo(200);
        page.reload();
        assertThat(page.getByTestId("tokens")).containsText("nightly sweep");
        assertThat(page.getByText(secret)).isHidden();
        page.getByLabel("Delete token nightly sweep").click();
        page.getByTestId("confirm-yes").click();
        assertThat(page.getByTestId("no-tokens")).isVisible();
    }

    @Test
    void theListShowsWhoseRunsTheyAreAndMineAlone() throws Exception {
        admin = AccountClient.administrator(server);
        JsonObject spec = ServerFixture.smallSpec();
        admin.post("/api/v1/runs", spec.copy().put("name", "of the administrator"));
        admin.invite("mary", "member").post("/api/v1/runs", spec.copy().put("name", "of mary"));
        enter("mary");
        page.navigate(server.address() + "/#/runs");
        assertThat(page.getByTestId("run-row")).hasCount(2);
        Locator others = page.getByTestId("run-row").filter(new Locator.FilterOptions().setHasText("administrator"));
        assertThat(others).containsText(AccountClient.ADMIN);
        assertThat(others.locator(".cell-action button").first()).isHidden();
        page.getByTestId("mine").check();
        assertThat(page.getByTestId("run-row")).hasCount(1);
        assertThat(page.getByTestId("run-row")).containsText("of mary");
    }

    @Test
    void everybodySeesTheirUseAndAnAdministratorThatOfAll() throws Exception {
        admin = AccountClient.administrator(server);
        AccountClient mary = admin.invite("mary", "member");
        long run = AccountClient.json(mary.post("/api/v1/runs", ServerFixture.longSpec()))
                .getLong("id");
        mary.awaitState(run, "running");
        enter("mary");
        choose("to-use");
        assertThat(page.locator("[data-share=running]")).containsText("1, without a limit");
        assertThat(page.locator("[data-share=queued]")).containsText("0 of at most 1");
        page.navigate(server.address() + "/#/new");
        for (int waiting = 0; waiting < 3; waiting++) {
            mary.post("/api/v1/runs", ServerFixture.longSpec());
        }
        page.getByTestId("submit").click();
        assertThat(page.getByTestId("form-problem")).containsText("The limit of mary is 1 queued run, with 1 waiting");
        choose("to-use");
        assertThat(page.locator("[data-share=queued]")).containsText("No more are taken");
        choose("log-out");
        enter(AccountClient.ADMIN);
        page.navigate(server.address() + "/#/admin/users");
        assertThat(page.locator("[data-user=mary]")).containsText("2 training, 1 waiting");
    }

    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 390"})
    void noPageOfAccountsBreaksARule(ColorScheme scheme, int width) throws Exception {
        admin = AccountClient.administrator(server);
        admin.invite("mary", "member");
        admin.token("read");
        context.close();
        newPage(scheme, width, 900);
        page.navigate(server.address() + "/#/welcome?code=none");
        assertAccessible(field("Password, again"));
        page.navigate(server.address() + "/#/login");
        assertAccessible(field("Password"));
        enter(AccountClient.ADMIN);
        for (String address : List.of(
                "/#/tokens", "/#/use", "/#/password", "/#/admin", "/#/admin/users", "/#/admin/audit", "/#/runs")) {
            page.navigate(server.address() + address);
            page.locator(".user-button").click();
            assertAccessible(page.getByTestId("log-out"));
            assertThat(overflow()).as("%s at %d pixels", address, width).isZero();
            page.keyboard().press("Escape");
        }
    }

    private void assertAccessible(Locator shown) throws IOException {
        assertThat(shown).isVisible();
        assertThat(page.getByTestId("loading")).hasCount(0);
        assertThat(AccessibilityIT.violations(page)).as(page.url()).isEqualTo(List.of());
    }

    private void enter(String name) {
        page.navigate(server.address());
        login(name, AccountClient.PASSWORD);
        assertThat(page.locator(".user-button")).hasText(name);
    }

    private void login(String name, String password) {
        field("Name").fill(name);
        field("Password").fill(password);
        submit();
    }

    private void submit() {
        page.getByTestId("submit").click();
    }

    private void choose(String item) {
        page.locator(".user-button").click();
        page.getByTestId(item).click();
    }

    private Locator field(String label) {
        return page.getByLabel(label, exactly());
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
