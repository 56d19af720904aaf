package io.straightedge.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final String HERE = "192.0.2.1";

    private final MovableClock clock = new MovableClock();
    private final Throttle throttle = new Throttle(clock);

    @Test
    void afterFiveAttemptsOnANameEveryFurtherOneWaitsTwiceAsLong() {
        for (int i = 0; i < 5; i++) {
            throttle.begin("ada", "192.0.2." + i);
        }
        for (long wait : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            assertWaits("ada", HERE, wait);
            clock.pass(Duration.ofSeconds(wait));
            throttle.begin("ada", HERE);
        }
    }

    @Test
    void theSameNameFromElsewhereIsNotRefused() {
        for (int i = 0; i < 300; i++) {
            throttle.begin("ada", "198.51." + i % 100 + ".1");
        }
        throttle.begin("ada", HERE);
        assertThat(throttle.delay("ada")).isEqualTo(Duration.ofSeconds(2));
        assertThat(throttle.delay("bob")).isEqualTo(Duration.ZERO);
    }

    @Test
    void neighboursAreOneNetwork() {
        for (int i = 0; i < 20; i++) {
            throttle.begin("name" + i, "192.0.2." + i);
        }
        assertWaits("ada", "192.0.2.99", 1);
        throttle.begin("ada", "192.0.3.1");
    }

    @Test
    void anAddressHasTwentyAttemptsWhateverTheNames() {
        for (int i = 0; i < 20; i++) {
            throttle.begin("name" + i, "2001:db8:0:1:0:0:0:" + i);
        }
        assertWaits("ada", "2001:db8:0:1:0:0:0:99", 1);
        throttle.begin("ada", "2001:db8:0:2:0:0:0:1");
    }

    @Test
    void aLoginForgetsItsNameAndOnlyItselfOfTheAddress() {
        for (int i = 0; i < 19; i++) {
            throttle.begin("name" + i, HERE);
        }
        throttle.begin("ada", HERE);
        throttle.succeeded("ada", HERE);
        throttle.begin("bob", HERE);
        assertWaits("cleo", HERE, 1);
    }

    @Test
    void anHourForgets() {
        for (int i = 0; i < 5; i++) {
            throttle.begin("ada", HERE);
        }
        clock.pass(Duration.ofMinutes(61));
        for (int i = 0; i < 5; i++) {
            throttle.begin("ada", HERE);
        }
    }

    @Test
    void whoTriesManyNamesFillsNoMemory() {
        for (int i = 0; i < 30_000; i++) {
            throttle.begin("name" + i, "192." + i / 256 + "." + i % 256 + ".1");
        }
        assertThat(throttle.kept()).isEqualTo(10_000);
    }

    private void assertWaits(String name, String address, long seconds) {
        assertThatThrownBy(() -> throttle.begin(name, address))
                .isInstanceOfSatisfying(AccountException.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(AccountException.Kind.TOO_MANY);
                    assertThat(refusal.retryAfterSeconds()).isEqualTo(seconds);
                });
    }
}
