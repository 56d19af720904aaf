package io.straightedge.web;

import java.util.concurrent.TimeUnit;

/** Allows so much a second on average, and what was not used so far at once. Not for several threads. */
final class TokenBucket {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final double capacity;
    private double tokens;
    private long filled;

    /**
     * A full bucket.
     *
     * @param perSecond tokens that come a second, above 0
     * @param capacity most tokens it holds, at least 1
     * @param now nanoseconds of {@link System#nanoTime}, as in {@link #take}
     */
    TokenBucket(double perSecond, double capacity, long now) {
        this.perSecond = perSecond;
        this.capacity = capacity;
        this.tokens = capacity;
        this.filled = now;
    }

    /** Takes a token and gives 0, or takes none and gives the seconds until there is one, rounded up. */
    long take(long now) {
        tokens = Math.min(capacity, tokens + (now - filled) / NANOS * perSecond);
        filled = now;
        if (tokens < 1) {
            return Math.max(1, (long) Math.ceil((1 - tokens) / perSecond));
        }
        tokens--;
        return 0;
    }
}
