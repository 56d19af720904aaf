package io.straightedge.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may do; each role may do all that those before it may. */
public enum Role {
    /** Looks at everything. */
    VIEWER,
    /** Makes runs, experiments and datasets, and changes those of one's own. */
    MEMBER,
    /** Changes everything, and the users. */
    ADMIN;

    /** As it is written in requests and answers. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }

    /** Whether this role may do what the other may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
