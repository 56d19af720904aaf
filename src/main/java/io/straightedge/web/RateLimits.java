package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.Caller;
import io.straightedge.text.Count;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many requests one user may make, or one address of which nobody is logged in: a rate on average and ten seconds'
 * worth at once; of those that ask for much, the share that {@link Cost} gives. All state belongs to the event loop that serves the
 * requests; the users and addresses seen last are kept.
 */
final class RateLimits {
    private static final int BURST_SECONDS = 10;
    private static final int MOST_KEPT = 10_000;

    private final double perSecond;
    private final LongSupplier clock;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /**
     * @param perSecond requests on average; 0 for any number
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    RateLimits(int perSecond, LongSupplier clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /**
     * Counts a request.
     *
     * @param operation null when it is none of the contract
     * @throws AccountException when it is one too many
     */
    void count(Optional<Caller> caller, String address, @Nullable String operation) {
        if (perSecond == 0) {
            return;
        }
        String who = Callers.who(caller, address);
        take(who, perSecond, "requests");
        Cost cost = Cost.of(operation);
        if (cost != Cost.LITTLE) {
            take(cost + " " + who, perSecond / cost.share(), "requests that ask for much");
        }
    }

    private void take(String key, double rate, String what) {
        long now = clock.getAsLong();
        long seconds = buckets.computeIfAbsent(key, fresh -> new TokenBucket(rate, rate * BURST_SECONDS, now))
                .take(now);
        if (seconds > 0) {
            throw AccountException.tooMany(
                    "too many " + what + " from here; try again in " + Count.of(seconds, "second"), seconds);
        }
    }
}
