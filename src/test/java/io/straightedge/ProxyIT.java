package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.config.AppConfig;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.LOCAL, 0, HERE)) {
            AccountClient admin = AccountClient.administrator(server);
            HttpResponse<String> login = login(visitor(server, "192.0.2.7").with("X-Forwarded-Proto", "https"));
            assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
            assertThat(address(admin)).isEqualTo("192.0.2.7");
        }
    }

    @Test
    void whoIsNotTrustedIsNotBelieved() throws Exception {
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.LOCAL, 0, Set.of())) {
            AccountClient admin = AccountClient.administrator(server);
            HttpResponse<String> login = login(visitor(server, "192.0.2.7").with("X-Forwarded-Proto", "https"));
            assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("Secure");
            assertThat(address(admin)).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void oneWhoAsksTooOftenDoesNotShutOutOthers() throws Exception {
        try (ServerFixture server = ServerFixture.rated(dataDir, AppConfig.Auth.NONE, 1, HERE)) {
            AccountClient hasty = visitor(server, "192.0.2.7");
            int status = 200;
            for (int i = 0; i < 100 && status == 200; i++) {
                status = hasty.get("/api/v1/runs").statusCode();
            }
            assertThat(status).isEqualTo(429);
            assertThat(visitor(server, "192.0.2.8").get("/api/v1/runs").statusCode())
                    .isEqualTo(200);
        }
    }

    private static AccountClient visitor(ServerFixture server, String address) {
        return new AccountClient(server).with(CLIENT, address);
    }

    private static HttpResponse<String> login(AccountClient visitor) throws Exception {
        HttpResponse<String> answer = visitor.post(
                "/api/v1/session",
                new JsonObject().put("name", AccountClient.ADMIN).put("password", AccountClient.PASSWORD));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
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
