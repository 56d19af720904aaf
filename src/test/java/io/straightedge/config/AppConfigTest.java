package io.straightedge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.Limits;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppConfigTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "2001:db8::1", "no.such.host.invalid"})
    void withoutAccountsOtherMachinesAreNotLetIn(String host) {
        assertThatThrownBy(() -> config(host, AppConfig.Auth.NONE, 100))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "--host " + host + " lets other machines in, which needs accounts; add --auth local");
        assertThat(config(host, AppConfig.Auth.LOCAL, 100).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void thisMachineNeedsNoAccounts(String host) {
        assertThat(config(host, AppConfig.Auth.NONE, 100).host()).isEqualTo(host);
    }

    @Test
    void aRateBelowZeroIsRefused() {
        assertThatThrownBy(() -> config("127.0.0.1", AppConfig.Auth.NONE, -1))
                .hasMessage("--request-rate -1 is not allowed; use 1 or more, or 0 for no limit");
    }

    @Test
    void aDiskNeedsRoomForADatabaseToOpen() {
        assertThatThrownBy(() -> config("127.0.0.1", AppConfig.Auth.NONE, 0, 9_000_000L))
                .hasMessage("--min-free-mb 9 is too little; use 10 or more");
    }

    private static AppConfig config(String host, AppConfig.Auth auth, int rate) {
        return config(host, auth, rate, null);
    }

    private static AppConfig config(String host, AppConfig.Auth auth, int rate, @Nullable Long minFree) {
        return new AppConfig(
                host,
                8080,
                auth,
                null,
                Set.of(),
                Path.of("data"),
                Path.of("data"),
                false,
                1,
                true,
                rate,
                minFree,
                Limits.DEFAULT,
                RetentionRules.NONE);
    }
}
