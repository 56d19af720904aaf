package io.straightedge.account;

import org.jspecify.annotations.Nullable;

/** A request that an account, or the lack of one, forbids. */
public final class AccountException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final @Nullable String field;
    private final long retryAfterSeconds;

    /** What has to be done about it. */
    public enum Kind {
        /** A field has to be another. */
        INVALID,
        /** Somebody has to log in. */
        LOGIN_NEEDED,
        /** Name and password do not belong together. */
        WRONG_LOGIN,
        /** Somebody with more rights has to do it. */
        FORBIDDEN,
        /** There is no such thing. */
        MISSING,
        /** It is fine in itself, but not now. */
        CONFLICT,
        /** It has to be tried again later. */
        TOO_MANY
    }

    private AccountException(Kind kind, String message, @Nullable String field, long retryAfterSeconds) {
        super(message);
        this.kind = kind;
        this.field = field;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static AccountException of(Kind kind, String message) {
        return new AccountException(kind, message, null, 0);
    }

    /** @param problem what is wrong with the field, and what would be right */
    public static AccountException invalid(String field, String problem) {
        return new AccountException(Kind.INVALID, problem, field, 0);
    }

    /** @param retryAfterSeconds at least 1 */
    public static AccountException tooMany(String message, long retryAfterSeconds) {
        return new AccountException(Kind.TOO_MANY, message, null, retryAfterSeconds);
    }

    public Kind kind() {
        return kind;
    }

    /** The field that is invalid; null for the other kinds. */
    public @Nullable String field() {
        return field;
    }

    /** How long to wait, at least 1, when there were too many requests. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
