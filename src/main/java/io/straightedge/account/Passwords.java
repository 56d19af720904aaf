package io.straightedge.account;

import io.straightedge.text.Count;
import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** Hashes passwords with Argon2id. Every method but {@link #check} takes a tenth of a second and 19 MiB. */
final class Passwords {
    static final int SHORTEST = 10;
    static final int LONGEST = 200;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /** At once, and at once or waiting: what is beyond is turned away, so that logins never take every worker. */
    private static final int AT_ONCE = 2;

    private static final int AT_MOST = 8;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final Semaphore hashing = new Semaphore(AT_ONCE);
    private final Semaphore accepted = new Semaphore(AT_MOST);
    private final String nobodys = encoder.encode(Secrets.random(128));

    private interface Work<T> {
        T run();
    }

    /** @throws AccountException when a password is too short, too long, or the user's name */
    static void check(String user, String password) {
        int length = password.length();
        if (length < SHORTEST || length > LONGEST) {
            throw AccountException.invalid(
                    "password",
                    "a password of " + Count.of(length, "character") + " is not allowed; use " + SHORTEST + " to "
                            + LONGEST);
        }
        if (password.toLowerCase(Locale.ROOT).equals(user)) {
            throw AccountException.invalid("password", "the password is the user's name; use another");
        }
    }

    String hash(String password) {
        return bounded(() -> encoder.encode(normalised(password)));
    }

    /**
     * Whether a password has this hash; takes as long when there is none.
     *
     * @param hash null when there is no such user, or the user has no password
     */
    boolean matches(String password, @Nullable String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        boolean same = bounded(() -> encoder.matches(normalised(password), hash == null ? nobodys : hash));
        return same && hash != null;
    }

    /** Keyboards differ in how they compose an accent. */
    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T bounded(Work<T> work) {
        if (!accepted.tryAcquire()) {
            throw AccountException.tooMany("many people log in at this moment; try again in a second", 1);
        }
        try {
            hashing.acquireUninterruptibly();
            try {
                return work.run();
            } finally {
                hashing.release();
            }
        } finally {
            accepted.release();
        }
    }
}
