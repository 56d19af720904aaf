package io.straightedge.account;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A person who may log in. Users are disabled, never removed, so that a name always means the same person.
 *
 * @param disabled may not log in, and has no session or token that works
 */
public record User(String name, Role role, boolean disabled, Instant created) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,39}");

    /** @throws AccountException when the name is not one */
    public static User named(String name, Role role, Instant created) {
        if (!NAME.matcher(name).matches()) {
            throw AccountException.invalid(
                    "name",
                    "\"" + name + "\" is not allowed; use a small letter, then up to 39 small letters, digits, dots,"
                            + " hyphens and underscores");
        }
        return new User(name, role, false, created);
    }

    User withRole(Role other) {
        return new User(name, other, disabled, created);
    }

    User withDisabled(boolean value) {
        return new User(name, role, value, created);
    }
}
