package io.straightedge.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void aSessionBegunWhileTheClockWasAheadDoesNotLastUntilThen() {
        Session session = new Session("hash", "ada", NOON, NOON);
        assertThat(session.expired(NOON.minus(Duration.ofHours(23)))).isFalse();
        assertThat(session.expired(NOON.minus(Duration.ofDays(60)))).isTrue();
        assertThat(session.expired(NOON.plus(Session.IDLE))).isFalse();
        assertThat(session.expired(NOON.plus(Session.IDLE).plusSeconds(1))).isTrue();
    }
}
