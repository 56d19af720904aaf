package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.config.AppConfig;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that allows a request a second, and so ten at once. */
class RateLimitsIT {
    private static final int AT_ONCE = 10;

    @Test
    void whoAsksTooOftenIsToldWhenToComeBackAndThePageGoesOn(@TempDir Path dataDir) throws Exception {
        try (ServerFixture server = server(dataDir, AppConfig.Auth.NONE)) {
            assertRefused(() -> server.get("/api/v1/runs"), 200);
            assertRefused(() -> server.get("/api/v1/nothing"), 404);
            assertThat(server.get("/").statusCode()).isEqualTo(200);
            assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void startingRunsIsRarer(@TempDir Path dataDir) throws Exception {
        try (ServerFixture server = server(dataDir, AppConfig.Auth.NONE)) {
            String spec = ServerFixture.smallSpec().encode();
            assertRefused(() -> server.post("/api/v1/runs", spec), 201);
            assertThat(server.get("/api/v1/runs").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoTriesTokensCountsByAddressAndUsersAreLeftAlone(@TempDir Path dataDir) throws Exception {
        try (ServerFixture server = server(dataDir, AppConfig.Auth.LOCAL)) {
            AccountClient admin = AccountClient.administrator(server);
            AccountClient guesser = new AccountClient(server).with("Authorization", "Bearer se_guess");
            assertRefused(() -> guesser.get("/api/v1/runs"), 401);
            assertThat(admin.get("/api/v1/runs").statusCode()).isEqualTo(200);
        }
    }

    private static ServerFixture server(Path dataDir, AppConfig.Auth auth) {
        return ServerFixture.rated(dataDir, auth, 1, Set.of());
    }

    private interface Asking {
        HttpResponse<String> send() throws Exception;
    }

    /** Asks until there is another answer than the usual one: that it was too often, and when to come back. */
    private static void assertRefused(Asking asking, int usual) throws Exception {
        HttpResponse<String> response = asking.send();
        for (int i = 0; i < 10 * AT_ONCE && response.statusCode() == usual; i++) {
            response = asking.send();
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(429);
        String seconds = response.headers().firstValue("Retry-After").orElseThrow();
        assertThat(Integer.parseInt(seconds)).isBetween(1, 10);
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("too_many");
        assertThat(error.getString("message")).contains("try again in " + seconds + " second");
    }
}
