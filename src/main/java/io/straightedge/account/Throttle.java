package io.straightedge.account;

import io.straightedge.text.Count;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down those who guess passwords. A name from one network, and each network, has some attempts; after these every
 * further one waits twice as long as the one before. Attempts on a name from anywhere are never refused, which would let
 * strangers lock its user out, but after some each is looked at a moment later ({@link #delay}). Attempts count when they
 * begin, so that many at once are no way around. An hour without one forgets them. Memory is bounded: what was seen last
 * is kept.
 */
final class Throttle {
    private static final int FREE_BY_NAME_AND_NETWORK = 5;
    private static final int FREE_BY_NETWORK = 20;
    private static final int FREE_BY_NAME = 20;
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final int MOST_KEPT = 10_000;
    private static final long LONGEST_SECONDS = 300;
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Attempts> byKey = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_KEPT;
        }
    };

    /** @param next when another attempt is allowed */
    private record Attempts(int count, Instant last, Instant next) {
        static final Attempts NONE = new Attempts(0, Instant.MIN, Instant.MIN);
    }

    Throttle(Clock clock) {
        this.clock = clock;
    }

    /** How long to wait before an attempt on a name is begun. */
    synchronized Duration delay(String name) {
        return attempts(nameKey(name), clock.instant()).count() < FREE_BY_NAME ? Duration.ZERO : DELAY;
    }

    /** @throws AccountException when it is too early for another attempt */
    synchronized void begin(String name, String address) {
        Instant now = clock.instant();
        Instant next = latest(
                attempts(pairKey(name, address), now).next(),
                attempts(networkKey(address), now).next());
        if (now.isBefore(next)) {
            long seconds = Duration.between(now, next).plusMillis(999).toSeconds();
            throw AccountException.tooMany(
                    "too many attempts to log in from this network; try again in " + Count.of(seconds, "second"),
                    seconds);
        }
        count(pairKey(name, address), FREE_BY_NAME_AND_NETWORK, now);
        count(networkKey(address), FREE_BY_NETWORK, now);
        count(nameKey(name), Integer.MAX_VALUE, now);
    }

    /** The attempt was the right one. Of the network only this one is forgotten: who has an account may guess another's. */
    synchronized void succeeded(String name, String address) {
        byKey.remove(pairKey(name, address));
        forgetOne(networkKey(address), FREE_BY_NETWORK);
        forgetOne(nameKey(name), Integer.MAX_VALUE);
    }

    private void forgetOne(String key, int free) {
        byKey.computeIfPresent(key, (same, attempts) -> {
            int before = attempts.count() - 1;
            return new Attempts(before, attempts.last(), before < free ? Instant.MIN : attempts.next());
        });
    }

    synchronized int kept() {
        return byKey.size();
    }

    private Attempts attempts(String key, Instant now) {
        Attempts attempts = byKey.getOrDefault(key, Attempts.NONE);
        return attempts.count() > 0 && now.isAfter(attempts.last().plus(FORGOTTEN)) ? Attempts.NONE : attempts;
    }

    private void count(String key, int free, Instant now) {
        int count = attempts(key, now).count() + 1;
        long seconds = count < free ? 0 : Math.min(LONGEST_SECONDS, 1L << Math.min(30, count - free));
        byKey.put(key, new Attempts(count, now, now.plusSeconds(seconds)));
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static String nameKey(String name) {
        return "name " + name.substring(0, Math.min(40, name.length()));
    }

    private static String networkKey(String address) {
        return "network " + Addresses.neighbourhood(address);
    }

    private static String pairKey(String name, String address) {
        return nameKey(name) + " from " + networkKey(address);
    }
}
