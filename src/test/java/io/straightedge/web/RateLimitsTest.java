package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.account.AccountException;
import io.straightedge.account.Caller;
import io.straightedge.account.Role;
import io.straightedge.account.User;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final String HERE = "192.0.2.1";
    private static final Optional<Caller> NOBODY = Optional.empty();

    private long now = Long.MAX_VALUE - 5; // nanoseconds of a clock may overflow
    private final RateLimits limits = new RateLimits(20, () -> now);

    @Test
    void tenSecondsWorthAreAllowedAtOnceAndThenTheRate() {
        assertThat(allowed(NOBODY, HERE, "listRuns")).isEqualTo(200);
        pass(1);
        assertThat(allowed(NOBODY, HERE, "listRuns")).isEqualTo(20);
        pass(1000);
        assertThat(allowed(NOBODY, HERE, null)).isEqualTo(200);
    }

    @Test
    void ofRequestsThatStartSomethingATenthIsAllowed() {
        assertThat(allowed(NOBODY, HERE, "createRun")).isEqualTo(20);
        assertThat(allowed(NOBODY, HERE, "importArchive")).isZero();
        pass(1);
        assertThat(allowed(NOBODY, HERE, "createDataset")).isEqualTo(2);
        assertThat(allowed(NOBODY, HERE, "listRuns")).isPositive();
    }

    @Test
    void ofRequestsThatReadMuchAQuarterIsAllowed() {
        assertThat(allowed(NOBODY, HERE, "getTheory")).isEqualTo(50);
        assertThat(allowed(NOBODY, HERE, "getRunArchive")).isZero();
        pass(1);
        assertThat(allowed(NOBODY, HERE, "getMetrics")).isEqualTo(5);
        assertThat(allowed(NOBODY, HERE, "createRun")).isPositive();
    }

    @Test
    void usersAndAddressesAreCountedApart() {
        assertThat(allowed(NOBODY, HERE, null)).isEqualTo(200);
        assertThat(allowed(user("ada"), HERE, null)).isEqualTo(200);
        assertThat(allowed(user("ada"), "192.0.2.2", null)).isZero();
        assertThat(allowed(user("bob"), HERE, null)).isEqualTo(200);
        assertThat(allowed(NOBODY, "192.0.2.2", null)).isEqualTo(200);
        assertThat(allowed(NOBODY, "2001:db8:0:1:0:0:0:1", null)).isEqualTo(200);
        assertThat(allowed(NOBODY, "2001:db8:0:1:0:0:0:2", null)).isZero();
    }

    @Test
    void whoAsksTooMuchIsToldWhenToComeBack() {
        RateLimits slow = new RateLimits(1, () -> now);
        slow.count(NOBODY, HERE, "createRun");
        assertThatThrownBy(() -> slow.count(NOBODY, HERE, "createRun"))
                .hasMessage("too many requests that ask for much from here; try again in 10 seconds")
                .isInstanceOfSatisfying(AccountException.class, refusal -> assertThat(refusal.retryAfterSeconds())
                        .isEqualTo(10));
        pass(10);
        slow.count(NOBODY, HERE, "createRun");
    }

    @Test
    void zeroIsNoLimit() {
        RateLimits none = new RateLimits(0, () -> now);
        for (int i = 0; i < 10_000; i++) {
            none.count(NOBODY, HERE, "createRun");
        }
    }

    private static Optional<Caller> user(String name) {
        return Optional.of(new Caller(User.named(name, Role.MEMBER, Instant.EPOCH), Caller.Via.SESSION, "hash"));
    }

    private void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** How many requests pass before one does not. */
    private int allowed(Optional<Caller> caller, String address, String operation) {
        int count = 0;
        try {
            while (count < 1000) {
                limits.count(caller, address, operation);
                count++;
            }
        } catch (AccountException e) {
            assertThat(e.kind()).isEqualTo(AccountException.Kind.TOO_MANY);
        }
        return count;
    }
}
