package io.straightedge.account;

import io.straightedge.account.AccountException.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** The users, in memory as well, so that a request finds its own without a wait. */
final class Users {
    private final AccountStore store;
    private final Map<String, User> byName = new ConcurrentHashMap<>();

    Users(AccountStore store) {
        this.store = store;
        store.users().forEach(user -> byName.put(user.name(), user));
    }

    boolean none() {
        return byName.isEmpty();
    }

    List<User> all() {
        return byName.values().stream().sorted(Comparator.comparing(User::name)).toList();
    }

    Optional<User> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    User get(String name) {
        return find(name)
                .orElseThrow(() -> AccountException.of(Kind.MISSING, "there is no user \"" + shortened(name) + "\""));
    }

    synchronized void add(User user) {
        if (byName.containsKey(user.name())) {
            throw AccountException.invalid("name", "there is a user \"" + user.name() + "\" already; use another name");
        }
        store.add(user);
        byName.put(user.name(), user);
    }

    /** @throws AccountException when no administrator would be left */
    synchronized User change(String name, UnaryOperator<User> change) {
        User before = get(name);
        User after = change.apply(before);
        if (administrates(before)
                && !administrates(after)
                && all().stream().filter(Users::administrates).count() == 1) {
            throw AccountException.of(
                    Kind.CONFLICT, name + " is the only administrator; make somebody else one before");
        }
        store.update(after);
        byName.put(name, after);
        return after;
    }

    private static boolean administrates(User user) {
        return user.role() == Role.ADMIN && !user.disabled();
    }

    private static String shortened(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }
}
