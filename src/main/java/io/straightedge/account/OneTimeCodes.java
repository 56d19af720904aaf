package io.straightedge.account;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Codes that let somebody choose a password, once and within a day. They live in memory only: a restart ends them. */
final class OneTimeCodes {
    private static final int BITS = 128;
    private static final Duration LASTS = Duration.ofHours(24);

    private final Clock clock;
    private final Map<String, Code> byHash = new ConcurrentHashMap<>();

    /** @param user who chooses a password; empty for the first administrator, who chooses a name too */
    record Code(String user, Instant ends) {}

    OneTimeCodes(Clock clock) {
        this.clock = clock;
    }

    /** A new code, in place of an earlier one for the same user. */
    synchronized String make(String user) {
        Instant now = clock.instant();
        byHash.values().removeIf(code -> code.user().equals(user) || code.ends().isBefore(now));
        String secret = Secrets.random(BITS);
        byHash.put(Secrets.hash(secret), new Code(user, now.plus(LASTS)));
        return secret;
    }

    /** Whom a code is for. */
    Optional<String> find(String secret) {
        return Optional.ofNullable(byHash.get(Secrets.hash(secret)))
                .filter(code -> clock.instant().isBefore(code.ends()))
                .map(Code::user);
    }

    synchronized void endOf(String user) {
        byHash.values().removeIf(code -> code.user().equals(user));
    }

    /** Ends a code; returns false when it had ended before. */
    boolean end(String secret) {
        return byHash.remove(Secrets.hash(secret)) != null;
    }
}
