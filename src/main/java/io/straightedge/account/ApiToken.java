package io.straightedge.account;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a program act for a user.
 *
 * @param id counts up from 1
 * @param hash of its secret
 * @param name that the user gave it
 * @param expires null for never
 * @param used when it was used last; null for never
 */
public record ApiToken(
        long id,
        String hash,
        String user,
        String name,
        Scope scope,
        Instant created,
        @Nullable Instant expires,
        @Nullable Instant used) {

    /** What a token may do of what its user may. */
    public enum Scope {
        READ,
        WRITE;

        /** As it is written in requests and answers. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Scope> of(String label) {
            return Arrays.stream(values())
                    .filter(scope -> scope.label().equals(label))
                    .findFirst();
        }
    }

    public boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** The same token with the number that the store gave it. */
    public ApiToken withId(long number) {
        return new ApiToken(number, hash, user, name, scope, created, expires, used);
    }

    ApiToken usedAt(Instant now) {
        return new ApiToken(id, hash, user, name, scope, created, expires, now);
    }
}
