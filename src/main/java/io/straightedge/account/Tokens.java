package io.straightedge.account;

import io.straightedge.account.AccountException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The API tokens, in memory as well; when they were used last is written now and then. */
final class Tokens {
    private static final String PREFIX = "se_";
    private static final int SECRET_BITS = 256;
    private static final int MOST_BY_USER = 50;
    private static final int LONGEST_NAME = 80;
    private static final Duration MAX_LIFE = Duration.ofDays(36_525);

    private final AccountStore store;
    private final Clock clock;
    private final Map<String, ApiToken> byHash = new ConcurrentHashMap<>();
    private Instant written;

    Tokens(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.written = clock.instant();
        store.tokens().forEach(token -> byHash.put(token.hash(), token));
    }

    List<ApiToken> of(String user) {
        return byHash.values().stream()
                .filter(token -> token.user().equals(user))
                .sorted(Comparator.comparing(ApiToken::id).reversed())
                .toList();
    }

    synchronized Accounts.NewToken add(String user, String name, ApiToken.Scope scope, @Nullable Instant expires) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw AccountException.invalid(
                    "name",
                    "\"" + name + "\" is not allowed; use 1 to " + LONGEST_NAME
                            + " characters that say what the token is for");
        }
        Instant now = clock.instant();
        if (expires != null && !expires.isAfter(now)) {
            throw AccountException.invalid("expires", expires + " is over; use a time to come, or leave it out");
        }
        if (expires != null && expires.isAfter(now.plus(MAX_LIFE))) {
            throw AccountException.invalid(
                    "expires",
                    expires + " is too far away; use a time within " + MAX_LIFE.toDays() / 365
                            + " years, or leave it out for a token that does not expire");
        }
        if (of(user).size() >= MOST_BY_USER) {
            throw AccountException.of(
                    Kind.CONFLICT, "there are " + MOST_BY_USER + " tokens already; delete some you do not need");
        }
        String secret = PREFIX + Secrets.random(SECRET_BITS);
        ApiToken token =
                store.add(new ApiToken(0, Secrets.hash(secret), user, name.strip(), scope, now, expires, null));
        byHash.put(token.hash(), token);
        return new Accounts.NewToken(token, secret);
    }

    /** The token with this hash, which is used now. */
    Optional<ApiToken> use(String hash) {
        Instant now = clock.instant();
        return Optional.ofNullable(
                        byHash.computeIfPresent(hash, (key, token) -> token.expired(now) ? token : token.usedAt(now)))
                .filter(token -> !token.expired(now));
    }

    /** Whether there is such a token still; asking does not count as use. */
    boolean lasts(String hash) {
        ApiToken token = byHash.get(hash);
        return token != null && !token.expired(clock.instant());
    }

    synchronized void delete(String user, long id) {
        ApiToken token = of(user).stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> AccountException.of(Kind.MISSING, user + " has no token " + id));
        store.deleteToken(id);
        byHash.remove(token.hash());
    }

    synchronized void end(String user) {
        of(user).forEach(token -> delete(user, token.id()));
    }

    /** Writes which were used since the last time. */
    synchronized void write() {
        Instant now = clock.instant();
        List<ApiToken> used = byHash.values().stream()
                .filter(token -> token.used() != null && !token.used().isBefore(written))
                .toList();
        if (!used.isEmpty()) {
            store.updateTokens(used);
        }
        written = now;
    }
}
