package io.straightedge;

import static io.straightedge.AccountClient.ADMIN;
import static io.straightedge.AccountClient.PASSWORD;
import static io.straightedge.AccountClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what over HTTP, one test a rule. */
class AccountsApiIT {
    @TempDir
    static Path dataDir;

    private static ServerFixture server;
    private static AccountClient nobody;
    private static AccountClient admin;
    private static AccountClient member;
    private static AccountClient viewer;
    private static long membersRun;

    @BeforeAll
    static void start() throws Exception {
        server = ServerFixture.withAccounts(dataDir);
        nobody = new AccountClient(server);
        admin = AccountClient.administrator(server);
        member = admin.invite("mary", "member");
        viewer = admin.invite("victor", "viewer");
        membersRun = json(member.post("/api/v1/runs", ServerFixture.longSpec())).getLong("id");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void withoutALoginOnlyThePageAndTheWayInAreOpen() throws Exception {
        for (String path : new String[] {"/", "/js/main.js", "/health", "/openapi.yaml", "/api/v1/session"}) {
            assertThat(nobody.get(path).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : new String[] {"/api/v1/runs", "/api/v1/datasets", "/api/v1/users", "/api/v1/nothing"}) {
            assertError(nobody.get(path), 401, "login_needed");
        }
        assertError(nobody.post("/api/v1/runs", new JsonObject()), 401, "login_needed");
        assertError(nobody.post("/api/v1/archives", new JsonObject()), 401, "login_needed");
        assertError(nobody.with("Cookie", "straightedge_session=made-up").get("/api/v1/runs"), 401, "login_needed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//api/v1/runs", "/api/v1/runs/", "/x/../api/v1/runs", "/api/%761/runs", "/api/v1/./runs"})
    void noSpellingOfAPathIsAWayAroundTheLogin(String path) throws Exception {
        assertThat(nobody.get(path).body()).doesNotContain("\"runs\"");
        assertThat(nobody.post(path, ServerFixture.smallSpec()).statusCode()).isBetween(400, 499);
    }

    @Test
    void theAnswerToAWrongNameAndToAWrongPasswordAreTheSame() throws Exception {
        HttpResponse<String> wrongName = login("nobody", PASSWORD);
        HttpResponse<String> wrongPassword = login("victor", "not the right one");
        assertError(wrongName, 401, "wrong_login");
        assertThat(wrongName.body()).isEqualTo(wrongPassword.body());
        assertThat(wrongName.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aLoginSetsACookieThatNoScriptAndNoOtherSiteGets() throws Exception {
        String cookie =
                login("victor", PASSWORD).headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HTTPOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000");
        assertThat(cookie.replaceFirst(";.*", "").length()).isGreaterThan("straightedge_session=".length() + 40);
    }

    @Test
    void everyLoginHasANewIdAndEndsTheOldOne() throws Exception {
        AccountClient first = AccountClient.login(server, "victor");
        JsonObject body = new JsonObject().put("name", "victor").put("password", PASSWORD);
        HttpResponse<String> again = first.post("/api/v1/session", body);
        assertThat(again.headers().firstValue("Set-Cookie").orElseThrow()).doesNotStartWith(first.header("Cookie"));
        assertError(first.get("/api/v1/runs"), 401, "login_needed");
    }

    @Test
    void aSessionEndsWithItsLogOut() throws Exception {
        AccountClient session = AccountClient.login(server, "victor");
        AccountClient other = AccountClient.login(server, "victor");
        assertThat(session.delete("/api/v1/session").statusCode()).isEqualTo(204);
        assertError(session.get("/api/v1/runs"), 401, "login_needed");
        assertThat(other.get("/api/v1/runs").statusCode()).isEqualTo(200);
        assertThat(other.delete("/api/v1/sessions").statusCode()).isEqualTo(204);
        assertError(other.get("/api/v1/runs"), 401, "login_needed");
        viewer = AccountClient.login(server, "victor");
    }

    @Test
    void aChangeNeedsTheTokenOfItsSession() throws Exception {
        JsonObject spec = ServerFixture.smallSpec();
        assertError(member.with("X-CSRF-Token", null).post("/api/v1/runs", spec), 403, "forbidden");
        String others = admin.header("X-CSRF-Token");
        assertError(member.with("X-CSRF-Token", others).post("/api/v1/runs", spec), 403, "forbidden");
        assertThat(json(member.get("/api/v1/session")).getString("csrf")).isEqualTo(member.header("X-CSRF-Token"));
    }

    @Test
    void aPageOfAnotherHostMayChangeNothing() throws Exception {
        AccountClient elsewhere = member.with("Origin", "https://elsewhere.example");
        assertError(elsewhere.post("/api/v1/runs", ServerFixture.smallSpec()), 403, "forbidden");
    }

    @Test
    void aViewerReadsAndStartsNothing() throws Exception {
        assertThat(viewer.get("/api/v1/runs/" + membersRun).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = viewer.post("/api/v1/runs", ServerFixture.smallSpec());
        assertError(refused, 403, "forbidden");
        assertThat(refused.body()).contains("needs the role member", "you are viewer");
        assertError(viewer.post("/api/v1/experiments", new JsonObject().put("guided", "gap-width")), 403, "forbidden");
    }

    @Test
    void aMemberChangesOwnRunsAndAnAdministratorAll() throws Exception {
        AccountClient other = admin.invite("oscar", "member");
        long run = json(other.post("/api/v1/runs", ServerFixture.longSpec())).getLong("id");
        assertThat(json(member.get("/api/v1/runs/" + run)).getString("owner")).isEqualTo("oscar");

        JsonObject stop = new JsonObject().put("action", "stop");
        JsonObject rename = new JsonObject().put("name", "mine now").put("version", 1);
        for (HttpResponse<String> refused : new HttpResponse[] {
            member.post("/api/v1/runs/" + run + "/actions", stop),
            member.send("PATCH", "/api/v1/runs/" + run, rename),
            member.delete("/api/v1/runs/" + run)
        }) {
            assertError(refused, 403, "forbidden");
            assertThat(refused.body()).contains("belongs to oscar");
        }
        JsonObject clone = new JsonObject().put("action", "clone");
        JsonObject cloned = json(member.post("/api/v1/runs/" + run + "/actions", clone));
        assertThat(cloned.getString("owner")).isEqualTo("mary");
        assertThat(other.send("PATCH", "/api/v1/runs/" + run, rename).statusCode())
                .isEqualTo(200);
        assertThat(admin.post("/api/v1/runs/" + run + "/actions", stop).statusCode())
                .isEqualTo(202);
        assertThat(admin.post("/api/v1/runs/" + cloned.getLong("id") + "/actions", stop)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void anExperimentAndItsRunsBelongToWhoMadeThem() throws Exception {
        JsonObject body =
                new JsonObject().put("base", ServerFixture.smallSpec()).put("seeds", new JsonArray().add(1));
        long id = json(member.post("/api/v1/experiments", body)).getLong("id");
        JsonObject made = json(viewer.get("/api/v1/experiments/" + id));
        assertThat(made.getString("owner")).isEqualTo("mary");
        AccountClient other = admin.invite("olga", "member");
        assertError(other.delete("/api/v1/experiments/" + id), 403, "forbidden");
        JsonObject stop = new JsonObject().put("action", "stop");
        assertError(other.post("/api/v1/experiments/" + id + "/actions", stop), 403, "forbidden");
        long run = made.getJsonArray("cells")
                .getJsonObject(0)
                .getJsonArray("runs")
                .getJsonObject(0)
                .getLong("id");
        assertThat(json(viewer.get("/api/v1/runs/" + run)).getString("owner")).isEqualTo("mary");
    }

    @Test
    void aTokenDoesWhatItsScopeAndItsUserAllow() throws Exception {
        AccountClient reading = member.withToken(member.token("read"));
        AccountClient writing = member.withToken(member.token("write"));
        assertThat(reading.get("/api/v1/runs").statusCode()).isEqualTo(200);
        assertError(reading.post("/api/v1/runs", ServerFixture.smallSpec()), 403, "forbidden");
        long run = json(writing.post("/api/v1/runs", ServerFixture.smallSpec())).getLong("id");
        assertThat(json(reading.get("/api/v1/runs/" + run)).getString("owner")).isEqualTo("mary");
        assertError(
                viewer.withToken(viewer.token("write")).post("/api/v1/runs", ServerFixture.smallSpec()),
                403,
                "forbidden");
    }

    @Test
    void aTokenMakesNoTokensAndNoUsersAndNoPasswords() throws Exception {
        AccountClient token = admin.withToken(admin.token("write"));
        JsonObject body = new JsonObject().put("name", "more").put("scope", "write");
        assertError(token.post("/api/v1/tokens", body), 403, "forbidden");
        assertError(token.get("/api/v1/tokens"), 403, "forbidden");
        JsonObject password = new JsonObject().put("current", PASSWORD).put("password", "something else");
        assertError(token.send("PUT", "/api/v1/password", password), 403, "forbidden");
        JsonObject user = new JsonObject().put("name", "mallory").put("role", "admin");
        assertError(token.post("/api/v1/users", user), 403, "forbidden");
    }

    @Test
    void aTokenThatWasDeletedOrHasExpiredDoesNothing() throws Exception {
        JsonObject body = new JsonObject().put("name", "short").put("scope", "read");
        JsonObject made = json(member.post("/api/v1/tokens", body));
        assertThat(made.getString("secret")).startsWith("se_");
        AccountClient token = member.withToken(made.getString("secret"));
        assertThat(token.get("/api/v1/runs").statusCode()).isEqualTo(200);
        assertError(viewer.delete("/api/v1/tokens/" + made.getLong("id")), 404, "not_found");
        assertThat(member.delete("/api/v1/tokens/" + made.getLong("id")).statusCode())
                .isEqualTo(204);
        assertError(token.get("/api/v1/runs"), 401, "login_needed");
        assertThat(member.get("/api/v1/tokens").body()).doesNotContain("secret", "se_");

        String soon = java.time.Instant.now().plusMillis(700).toString();
        JsonObject brief = json(member.post("/api/v1/tokens", body.put("expires", soon)));
        AccountClient expiring = member.withToken(brief.getString("secret"));
        assertThat(expiring.get("/api/v1/runs").statusCode()).isEqualTo(200);
        HttpResponse<String> late = await().atMost(30, TimeUnit.SECONDS)
                .until(() -> expiring.get("/api/v1/runs"), answer -> answer.statusCode() != 200);
        assertError(late, 401, "login_needed");
    }

    @Test
    void aBrokenTokenIsNotMadeGoodByACookie() throws Exception {
        assertError(member.with("Authorization", "Bearer se_broken").get("/api/v1/runs"), 401, "login_needed");
    }

    @Test
    void onlyAdministratorsSeeAndMakeUsers() throws Exception {
        assertError(member.get("/api/v1/users"), 403, "forbidden");
        assertError(member.get("/api/v1/audit"), 403, "forbidden");
        JsonObject user = new JsonObject().put("name", "mallory").put("role", "admin");
        assertError(member.post("/api/v1/users", user), 403, "forbidden");
        assertThat(json(admin.get("/api/v1/users")).encode()).contains("mary").doesNotContain("argon2");
    }

    @Test
    void aDisabledUserIsOutAtOnce() throws Exception {
        AccountClient user = admin.invite("dora", "member");
        AccountClient token = user.withToken(user.token("read"));
        assertThat(change("dora", new JsonObject().put("disabled", true)).statusCode())
                .isEqualTo(200);
        assertError(user.get("/api/v1/runs"), 401, "login_needed");
        assertError(token.get("/api/v1/runs"), 401, "login_needed");
        assertError(login("dora", PASSWORD), 401, "wrong_login");
    }

    @Test
    void administratorsSeeAndEndTheTokensOfOthers() throws Exception {
        AccountClient user = admin.invite("tina", "member");
        AccountClient token = user.withToken(user.token("write"));
        String tokens = "/api/v1/users/tina/tokens";
        JsonObject seen = json(admin.get(tokens)).getJsonArray("tokens").getJsonObject(0);
        assertThat(seen.encode()).contains("\"scope\":\"write\"").doesNotContain("secret", "se_");
        assertError(user.get(tokens), 403, "forbidden");
        assertError(admin.withToken(admin.token("write")).get(tokens), 403, "forbidden");
        assertError(admin.get("/api/v1/users/nobody/tokens"), 404, "not_found");
        assertError(admin.delete("/api/v1/users/mary/tokens/" + seen.getLong("id")), 404, "not_found");
        assertError(user.delete(tokens + "/" + seen.getLong("id")), 403, "forbidden");
        assertThat(token.get("/api/v1/runs").statusCode()).isEqualTo(200);
        assertThat(admin.delete(tokens + "/" + seen.getLong("id")).statusCode()).isEqualTo(204);
        assertError(token.get("/api/v1/runs"), 401, "login_needed");
        assertThat(json(admin.get("/api/v1/audit")).encode()).contains("deleteUserToken", "users/tina/tokens/");
    }

    /** It has everyone's password hashes. */
    @Test
    void aTokenThatMayOnlyReadTakesNoBackup() throws Exception {
        String backup = "/api/v1/backups/straightedge.zip";
        assertError(admin.withToken(admin.token("read")).get(backup), 403, "forbidden");
        assertError(member.withToken(member.token("write")).get(backup), 403, "forbidden");
        assertError(admin.withToken(admin.token("write")).get(backup), 404, "not_found");
        assertError(admin.get(backup), 404, "not_found");
    }

    @Test
    void onlyAdministratorsSeeWhereThingsLie() throws Exception {
        String place = dataDir.toAbsolutePath().toString();
        assertThat(admin.get("/api/v1/datasets").body()).contains(place);
        for (AccountClient other : List.of(member, viewer)) {
            assertThat(other.get("/api/v1/datasets").body())
                    .doesNotContain(place)
                    .contains("into <datasets-dir>/mnist");
        }
        JsonObject spec = ServerFixture.smallSpec().put("dataset", new JsonObject().put("name", "mnist"));
        HttpResponse<String> refused = member.post("/api/v1/runs", spec);
        assertError(refused, 400, "invalid_spec");
        assertThat(refused.body()).contains("<datasets-dir>/mnist").doesNotContain(place);
    }

    @Test
    void anotherRoleHoldsAtOnce() throws Exception {
        AccountClient user = admin.invite("rolf", "member");
        change("rolf", new JsonObject().put("role", "viewer"));
        assertError(user.post("/api/v1/runs", ServerFixture.smallSpec()), 403, "forbidden");
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        assertError(change(ADMIN, new JsonObject().put("role", "member")), 409, "conflict");
        assertError(change(ADMIN, new JsonObject().put("disabled", true)), 409, "conflict");
    }

    @Test
    void aLinkChoosesAPasswordOnce() throws Exception {
        admin.invite("lena", "viewer");
        String code =
                json(admin.post("/api/v1/users/lena/reset", new JsonObject())).getString("code");
        JsonObject body = new JsonObject().put("code", code).put("password", "another password");
        assertThat(nobody.post("/api/v1/welcome", body).statusCode()).isEqualTo(200);
        assertError(nobody.post("/api/v1/welcome", body), 409, "conflict");
        assertError(login("lena", PASSWORD), 401, "wrong_login");
        assertThat(login("lena", "another password").statusCode()).isEqualTo(200);
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() throws Exception {
        AccountClient here = admin.invite("paul", "member");
        AccountClient there = AccountClient.login(server, "paul");
        JsonObject wrong = new JsonObject().put("current", "wrong").put("password", "another password");
        assertError(here.send("PUT", "/api/v1/password", wrong), 400, "invalid_parameter");
        JsonObject right = wrong.copy().put("current", PASSWORD);
        assertThat(here.send("PUT", "/api/v1/password", right).statusCode()).isEqualTo(204);
        assertThat(here.get("/api/v1/runs").statusCode()).isEqualTo(200);
        assertError(there.get("/api/v1/runs"), 401, "login_needed");
    }

    @ParameterizedTest
    @CsvSource({"short,10 to 200", "petra-petra,the user's name"})
    void aPasswordThatIsTooEasyIsRefused(String password, String why) throws Exception {
        String name = "petra-petra";
        if (!admin.get("/api/v1/users").body().contains(name)) {
            admin.invite(name, "viewer");
        }
        String code = json(admin.post("/api/v1/users/" + name + "/reset", new JsonObject()))
                .getString("code");
        JsonObject body = new JsonObject().put("code", code).put("password", password);
        HttpResponse<String> refused = nobody.post("/api/v1/welcome", body);
        assertError(refused, 400, "invalid_parameter");
        assertThat(refused.body()).contains(why, "\"field\":\"password\"");
        assertThat(nobody.post("/api/v1/welcome", body.put("password", "x".repeat(201)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whoGuessesIsSlowedDown() throws Exception {
        admin.invite("gina", "viewer");
        HttpResponse<String> last = login("gina", "guess number 0");
        for (int i = 1; i < 10 && last.statusCode() == 401; i++) {
            last = login("gina", "guess number " + i);
        }
        assertError(last, 429, "too_many");
        assertThat(Integer.parseInt(last.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 300);
        assertError(login("gina", PASSWORD), 429, "too_many");
        assertThat(login("victor", PASSWORD).statusCode()).isEqualTo(200);
    }

    @Test
    void theLogSaysWhoDidWhatAndHoldsNoSecrets() throws Exception {
        login("mary", "a secret that is wrong");
        login("a secret in the wrong field", "whatever it is");
        json(member.post("/api/v1/tokens", new JsonObject().put("name", "noted").put("scope", "read")));
        JsonObject stop = new JsonObject().put("action", "stop");
        assertThat(viewer.post("/api/v1/runs/" + membersRun + "/actions", stop).statusCode())
                .isEqualTo(403);
        // Entries are written once their answers are out.
        String log = await().atMost(30, TimeUnit.SECONDS)
                .until(
                        () -> admin.get("/api/v1/audit?max_results=1000").body(),
                        entries -> entries.contains("\"status\":403") && entries.contains("createToken"));
        assertThat(log)
                .contains(
                        "\"action\":\"createRun\",\"target\":\"runs/" + membersRun + "\",\"status\":201",
                        "\"user\":\"victor\",\"address\":\"127.0.0.1\",\"action\":\"actOnRun\",\"target\":\"runs/"
                                + membersRun + "/actions\",\"status\":403",
                        "\"user\":null,\"address\":\"127.0.0.1\",\"action\":\"login\",\"target\":\"users/mary\",\"status\":401",
                        "\"target\":\"a name that is no user's\"",
                        "\"action\":\"createToken\"")
                .doesNotContain("secret", PASSWORD, "se_", "argon2");
        JsonObject page = json(admin.get("/api/v1/audit?max_results=2"));
        assertThat(page.getJsonArray("entries")).hasSize(2);
        assertThat(json(admin.get("/api/v1/audit?page_token=" + page.getString("nextPageToken")))
                        .getJsonArray("entries"))
                .isNotEmpty();
    }

    private static HttpResponse<String> login(String name, String password) throws Exception {
        return nobody.post("/api/v1/session", new JsonObject().put("name", name).put("password", password));
    }

    private static HttpResponse<String> change(String name, JsonObject change) throws Exception {
        return admin.send("PATCH", "/api/v1/users/" + name, change);
    }

    private static void assertError(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("code"))
                .isEqualTo(code);
    }
}
