package io.straightedge.account;

import org.jspecify.annotations.Nullable;

/**
 * Who makes a request, and by which right.
 *
 * @param user null where accounts are off
 * @param via what proves it
 * @param credential hash of the session's id or the token's secret; null where accounts are off
 */
public record Caller(@Nullable User user, Via via, @Nullable String credential) {
    /** Everyone, where accounts are off. */
    public static final Caller ANYONE = new Caller(null, Via.NOTHING, null);

    /** What proves who somebody is. */
    public enum Via {
        NOTHING,
        SESSION,
        READ_TOKEN,
        WRITE_TOKEN
    }

    public Role role() {
        return user == null ? Role.ADMIN : user.role();
    }

    /** The user's name; null where accounts are off. */
    public @Nullable String name() {
        return user == null ? null : user.name();
    }

    /** Whether somebody's thing may be changed: one's own, or any by an administrator. */
    public boolean owns(@Nullable String owner) {
        return role() == Role.ADMIN || (owner != null && owner.equals(name()));
    }
}
