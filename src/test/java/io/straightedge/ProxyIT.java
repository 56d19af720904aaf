package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.straightedge.config.AppConfig;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who come by a proxy that is trusted are told apart; who only says to be one is not believed. */
class ProxyIT {
    private static final Set<InetAddress> HERE = Set.of(InetAddress.getLoopbackAddress());
    private static final String CLIENT = "X-Forwarded-For";

    @TempDir
    Path dataDir;

    @Test
    void theAuditLogAndTheCookieKnowHowAUserCame() throws Exception {
        assertKnown(HERE, "192.0.2.7", true);
    }

    @Test
    void whoIsNotTrustedIsNotBelieved() throws Exception {
        assertKnown(Set.of(), "127.0.0.1", false);
    }

    private void assertKnown(Set<InetAddress> proxies, String address, boolean secure) throws Exception {
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.LOCAL, 0, proxies)) {
            AccountClient admin = AccountClient.administrator(server);
            HttpResponse<String> login = login(
                    visitor(server, "192.0.2.7").with("X-Forwarded-Proto", "https"),
                    AccountClient.ADMIN,
                    AccountClient.PASSWORD);
            assertThat(login.headers().firstValue("Set-Cookie").orElseThrow().contains("Secure"))
                    .isEqualTo(secure);
            assertThat(address(admin)).isEqualTo(address);
        }
    }

    @Test
    void oneWhoAsksTooOftenDoesNotShutOutOthers() throws Exception {
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.NONE, 1, HERE)) {
            assertRefused(server, visitor -> visitor.get("/api/v1/runs"), 200, "192.0.2.8");
        }
    }

    @Test
    void oneWhoGuessesPasswordsDoesNotShutOutOthers() throws Exception {
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.LOCAL, 0, HERE)) {
            int[] guess = {0};
            assertRefused(server, visitor -> login(visitor, "name" + guess[0]++, "a guess"), 401, "198.51.100.8");
        }
    }

    @Test
    void oneWhoOpensManyLiveConnectionsDoesNotShutOutOthers() {
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.NONE, 1, HERE)) {
            Map<String, String> hasty = Map.of(CLIENT, "192.0.2.7");
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            server.live(hasty).close();
                        }
                    })
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            server.live(Map.of(CLIENT, "192.0.2.8")).close();
        }
    }

    private interface Asking {
        HttpResponse<String> by(AccountClient visitor) throws Exception;
    }

    /** One address is refused after some requests, and another is not; guesses of passwords count by network. */
    private static void assertRefused(ServerFixture server, Asking asking, int usual, String other) throws Exception {
        AccountClient hasty = visitor(server, "192.0.2.7");
        int status = usual;
        for (int i = 0; i < 100 && status == usual; i++) {
            status = asking.by(hasty).statusCode();
        }
        assertThat(status).isEqualTo(429);
        assertThat(asking.by(visitor(server, other)).statusCode()).isEqualTo(usual);
    }

    private static AccountClient visitor(ServerFixture server, String address) {
        return new AccountClient(server).with(CLIENT, address);
    }

    private static HttpResponse<String> login(AccountClient visitor, String name, String password) throws Exception {
        return visitor.post(
                "/api/v1/session", new JsonObject().put("name", name).put("password", password));
    }

    /** Whence the newest login came; it is written down once it has been answered. */
    private static String address(AccountClient admin) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> AccountClient.json(admin.get("/api/v1/audit?max_results=1"))
                                .getJsonArray("entries")
                                .getJsonObject(0),
                        entry -> entry.getString("action").equals("login"))
                .getString("address");
    }
}
