package io.straightedge.account;

import java.time.Duration;
import java.time.Instant;

/**
 * One login of a browser.
 *
 * @param hash of the id that its cookie holds
 * @param used when it was used last
 */
public record Session(String hash, String user, Instant created, Instant used) {
    /** How long a session lasts that nobody uses. */
    public static final Duration IDLE = Duration.ofDays(7);

    /** How long a session lasts at most. */
    public static final Duration LONGEST = Duration.ofDays(30);

    /** One of a time to come was begun while the clock was ahead, and would last for as long again. */
    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    boolean expired(Instant now) {
        return now.isAfter(used.plus(IDLE))
                || now.isAfter(created.plus(LONGEST))
                || now.isBefore(created.minus(MAX_AHEAD));
    }

    Session usedAt(Instant now) {
        return new Session(hash, user, created, now);
    }
}
