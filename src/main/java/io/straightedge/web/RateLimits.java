package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.Addresses;
import io.straightedge.account.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many requests one user may make, or one address of which nobody is logged in: a rate on average and ten seconds'
 * worth at once; of requests that start or move a lot, a tenth. All state belongs to the event loop that serves the
 * requests; the users and addresses seen last are kept.
 */
final class RateLimits {
    private static final Set<String> COSTLY = Set.of(
            "createRun",
            "actOnRun",
            "createExperiment",
            "actOnExperiment",
            "createDataset",
            "actOnDataset",
            "importArchive",
            "getRunArchive",
            "getExperimentArchive");
    private static final int COSTLY_SHARE = 10;
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
        @Nullable String user = caller.map(Caller::name).orElse(null);
        String who = user == null ? "address " + Addresses.network(address) : "user " + user;
        take(who, perSecond, "requests");
        if (operation != null && COSTLY.contains(operation)) {
            take("costly " + who, perSecond / COSTLY_SHARE, "requests that start or move a lot");
        }
    }

    private void take(String key, double rate, String what) {
        long now = clock.getAsLong();
        long seconds = buckets.computeIfAbsent(key, fresh -> new TokenBucket(rate, rate * BURST_SECONDS, now))
                .take(now);
        if (seconds > 0) {
            throw AccountException.tooMany(
                    "too many " + what + " from here; try again in " + seconds
                            + (seconds == 1 ? " second" : " seconds"),
                    seconds);
        }
    }
}
