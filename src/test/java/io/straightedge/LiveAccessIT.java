package io.straightedge;

import static io.straightedge.AccountClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may watch over the live channel, and how long. */
class LiveAccessIT {
    private static final int LOGIN_NEEDED = 4401;

    @TempDir
    static Path dataDir;

    private static ServerFixture server;
    private static AccountClient admin;
    private static AccountClient member;

    @BeforeAll
    static void start() throws Exception {
        server = ServerFixture.withAccounts(dataDir);
        admin = AccountClient.administrator(server);
        member = admin.invite("mary", "member");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void nobodyComesInWithoutALogin() {
        assertRefused(new AccountClient(server), 401);
        assertRefused(new AccountClient(server).with("Cookie", "straightedge_session=made-up"), 401);
        assertRefused(new AccountClient(server).withToken("se_made-up"), 401);
    }

    @Test
    void aPageOfAnotherHostDoesNotComeInWithTheCookie() {
        assertRefused(member.with("Origin", "https://elsewhere.example"), 403);
        assertRefused(member.with("Origin", "null"), 403);
    }

    @Test
    void aLogOutEndsTheChannelOfThatSessionAlone() throws Exception {
        AccountClient here = AccountClient.login(server, "mary");
        AccountClient there = AccountClient.login(server, "mary");
        try (LiveClient leaving = here.live();
                LiveClient staying = there.live()) {
            assertThat(here.delete("/api/v1/session").statusCode()).isEqualTo(204);
            assertThat(leaving.closeCode()).isEqualTo(LOGIN_NEEDED);
            assertAnswers(staying);
            assertThat(there.delete("/api/v1/sessions").statusCode()).isEqualTo(204);
            assertThat(staying.closeCode()).isEqualTo(LOGIN_NEEDED);
        }
        member = AccountClient.login(server, "mary");
    }

    @Test
    void aTokenThatIsDeletedEndsItsChannel() throws Exception {
        JsonObject token = json(member.post(
                "/api/v1/tokens", new JsonObject().put("name", "live").put("scope", "read")));
        try (LiveClient live =
                new AccountClient(server).withToken(token.getString("secret")).live()) {
            assertAnswers(live);
            member.delete("/api/v1/tokens/" + token.getLong("id"));
            assertThat(live.closeCode()).isEqualTo(LOGIN_NEEDED);
        }
    }

    /** Nobody tells of it when a token expires, so the subscription has to ask. */
    @Test
    void aTokenThatHasExpiredSubscribesToNothing() throws Exception {
        String soon = Instant.now().plus(1500, ChronoUnit.MILLIS).toString();
        JsonObject body =
                new JsonObject().put("name", "brief").put("scope", "read").put("expires", soon);
        String secret = json(member.post("/api/v1/tokens", body)).getString("secret");
        AccountClient brief = new AccountClient(server).withToken(secret);
        try (LiveClient live = brief.live()) {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (brief.get("/api/v1/runs").statusCode() != 401) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
            live.subscribe(1, 0);
            assertThat(live.closeCode()).isEqualTo(LOGIN_NEEDED);
        }
    }

    @Test
    void aUserWhoIsDisabledIsCutOff() throws Exception {
        AccountClient user = admin.invite("dora", "member");
        AccountClient token = new AccountClient(server).withToken(user.token("read"));
        try (LiveClient bySession = user.live();
                LiveClient byToken = token.live()) {
            admin.send("PATCH", "/api/v1/users/dora", new JsonObject().put("disabled", true));
            assertThat(bySession.closeCode()).isEqualTo(LOGIN_NEEDED);
            assertThat(byToken.closeCode()).isEqualTo(LOGIN_NEEDED);
        }
    }

    private static void assertAnswers(LiveClient live) throws InterruptedException {
        live.subscribe(987654, 0);
        assertThat(live.next().getString("message")).isEqualTo("there is no run 987654");
    }

    private static void assertRefused(AccountClient client, int status) {
        assertThatThrownBy(client::live)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(status));
    }
}
