package io.straightedge.account;

import io.straightedge.account.AccountException.Kind;
import io.straightedge.account.Caller.Via;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Users, their passwords, sessions and API tokens. {@link #bySession}, {@link #byToken} and {@link #lasts} never
 * block; every other method may. All may be called from any thread.
 */
public final class Accounts {
    private static final String WRONG_LOGIN = "name and password do not belong together";
    private static final String WRONG_CODE = "this link was used already, is older than a day, or the server was"
            + " restarted; ask an administrator for another, or run \"user passwd\"";

    private final AccountStore store;
    private final Clock clock;
    private final Users users;
    private final Sessions sessions;
    private final Tokens tokens;
    private final OneTimeCodes codes;
    private final Throttle throttle;
    private final Passwords passwords = new Passwords();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @param session the id of the session that began, for its cookie */
    public record Login(User user, String session) {}

    /** @param secret is shown once and not kept */
    public record NewToken(ApiToken token, String secret) {}

    public Accounts(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.users = new Users(store);
        this.sessions = new Sessions(store, clock);
        this.tokens = new Tokens(store, clock);
        this.codes = new OneTimeCodes(clock);
        this.throttle = new Throttle(clock);
    }

    /** The listener is told, on any thread, when somebody's session or token may have ended. */
    public void onEnd(Runnable listener) {
        listeners.add(listener);
    }

    /** Who has the session with this id. */
    public Optional<Caller> bySession(String id) {
        String hash = Secrets.hash(id);
        return sessions.use(hash).flatMap(session -> caller(session.user(), Via.SESSION, hash));
    }

    /** Who has the token with this secret. */
    public Optional<Caller> byToken(String secret) {
        String hash = Secrets.hash(secret);
        return tokens.use(hash)
                .flatMap(token -> caller(
                        token.user(), token.scope() == ApiToken.Scope.WRITE ? Via.WRITE_TOKEN : Via.READ_TOKEN, hash));
    }

    /** Whether what a caller came with still holds. */
    public boolean lasts(Caller caller) {
        if (caller.user() == null || caller.credential() == null) {
            return true;
        }
        boolean enabled = users.find(caller.user().name())
                .filter(user -> !user.disabled())
                .isPresent();
        return enabled
                && (caller.via() == Via.SESSION
                        ? sessions.lasts(caller.credential())
                        : tokens.lasts(caller.credential()));
    }

    /** What the page of a session has to send with every change, which pages of others cannot know. */
    public static String csrfToken(String session) {
        return Secrets.hash("csrf " + session);
    }

    /** Whether a token is the one of a session. */
    public static boolean csrfMatches(String session, @Nullable String token) {
        return token != null && Secrets.same(csrfToken(session), token);
    }

    /** Whether there is no user yet. */
    public boolean none() {
        return users.none();
    }

    /** How long to wait before a login is tried: strangers who guess make it slower for everyone, and lock nobody out. */
    public Duration loginDelay(String name) {
        return throttle.delay(loginName(name));
    }

    /** @throws AccountException when the two do not belong together, whatever of them is wrong, or too often */
    public Login login(String name, String password, String address) {
        String user = loginName(name);
        throttle.begin(user, address);
        @Nullable
        String hash = users.find(user)
                .filter(found -> !found.disabled())
                .flatMap(found -> store.passwordHash(user))
                .orElse(null);
        if (!passwords.matches(password, hash)) {
            throw AccountException.of(Kind.WRONG_LOGIN, WRONG_LOGIN);
        }
        throttle.succeeded(user, address);
        return begin(user, WRONG_LOGIN);
    }

    private static String loginName(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    /** Who was disabled meanwhile does not come in: a session that was left would hold once the user is enabled again. */
    private synchronized Login begin(String name, String refusal) {
        User user = users.get(name);
        if (user.disabled()) {
            throw AccountException.of(Kind.WRONG_LOGIN, refusal);
        }
        return new Login(user, sessions.begin(name));
    }

    /** Ends the session of a caller. */
    public void logout(Caller caller) {
        endSessions(caller.name(), caller.credential(), true);
    }

    /** Ends every session of a user. */
    public void logoutEverywhere(String user) {
        sessions.end(session -> session.user().equals(user));
        tell();
    }

    /** Changes a caller's own password; the user's other sessions and all API tokens end. */
    public void changePassword(Caller caller, String current, String password, String address) {
        String user = nameOf(caller);
        throttle.begin(user, address);
        if (!passwords.matches(current, store.passwordHash(user).orElse(null))) {
            throw AccountException.invalid("current", "that is not your password");
        }
        throttle.succeeded(user, address);
        choose(user, password);
        tokens.end(user);
        endSessions(user, caller.credential(), false);
    }

    /** A code for the first administrator. */
    public String welcome() {
        return codes.make("");
    }

    /** Adds a user, who has no password yet, and gives the code to choose one. */
    public synchronized String invite(String name, Role role) {
        users.add(User.named(name, role, clock.instant()));
        return codes.make(name);
    }

    /** Adds a user with a password. */
    public synchronized void add(String name, Role role, String password) {
        User user = User.named(name, role, clock.instant());
        Passwords.check(name, password);
        String hash = passwords.hash(password);
        users.add(user);
        store.setPasswordHash(name, hash);
    }

    /**
     * Gives the code to choose another password. The old one holds until then, but the user's sessions and API tokens end
     * now.
     */
    public synchronized String resetCode(String name) {
        User user = users.get(name);
        if (user.disabled()) {
            throw AccountException.of(Kind.CONFLICT, name + " is disabled; enable " + name + " before");
        }
        end(name);
        return codes.make(name);
    }

    /**
     * Chooses a password by a one-time code, and logs in.
     *
     * @param name for the first administrator; otherwise not looked at
     */
    public synchronized Login redeem(String code, @Nullable String name, String password, String address) {
        throttle.begin(code, address);
        String user = codes.find(code).orElseThrow(() -> AccountException.of(Kind.CONFLICT, WRONG_CODE));
        if (!user.isEmpty()) {
            if (users.get(user).disabled()) {
                throw AccountException.of(Kind.CONFLICT, WRONG_CODE);
            }
            choose(user, password);
        } else if (users.none()) {
            user = String.valueOf(name);
            add(user, Role.ADMIN, password);
        } else {
            throw AccountException.of(Kind.CONFLICT, WRONG_CODE);
        }
        codes.end(code);
        throttle.succeeded(code, address);
        end(user);
        return begin(user, WRONG_CODE);
    }

    /** Sets a user's password; the user's sessions and API tokens end. */
    public void setPassword(String name, String password) {
        choose(name, password);
        end(name);
    }

    private void choose(String name, String password) {
        user(name);
        Passwords.check(name, password);
        store.setPasswordHash(name, passwords.hash(password));
    }

    /** Ends all that lets somebody act for a user without the password. */
    private void end(String name) {
        tokens.end(name);
        logoutEverywhere(name);
    }

    /** @throws AccountException when there is no such user */
    public User user(String name) {
        return users.get(name);
    }

    public List<User> users() {
        return users.all();
    }

    /**
     * Changes a role or whether a user is disabled; null leaves it. What lets a disabled user in ends for good, one-time
     * codes too: who is enabled again begins anew.
     */
    public synchronized User change(String name, @Nullable Role role, @Nullable Boolean disabled) {
        User changed = users.change(name, user -> {
            User next = role == null ? user : user.withRole(role);
            return disabled == null ? next : next.withDisabled(disabled);
        });
        if (changed.disabled()) {
            codes.endOf(name);
            end(name);
        }
        tell();
        return changed;
    }

    public List<ApiToken> tokens(Caller caller) {
        return tokens.of(nameOf(caller));
    }

    /** @throws AccountException when there is no such user */
    public List<ApiToken> tokensOf(String name) {
        return tokens.of(users.get(name).name());
    }

    /** @param expires null for never */
    public NewToken addToken(Caller caller, String name, ApiToken.Scope scope, @Nullable Instant expires) {
        return tokens.add(nameOf(caller), name, scope, expires);
    }

    public void deleteToken(Caller caller, long id) {
        deleteTokenOf(nameOf(caller), id);
    }

    /** @throws AccountException when the user has no such token */
    public void deleteTokenOf(String name, long id) {
        tokens.delete(users.get(name).name(), id);
        tell();
    }

    /** Removes what has expired and writes what was used; to be called now and then, and at the end. */
    public void write() {
        sessions.write();
        tokens.write();
    }

    private void endSessions(@Nullable String user, @Nullable String credential, boolean thisOne) {
        sessions.end(session -> session.user().equals(user) && session.hash().equals(credential) == thisOne);
        tell();
    }

    private Optional<Caller> caller(String user, Via via, String hash) {
        return users.find(user).filter(found -> !found.disabled()).map(found -> new Caller(found, via, hash));
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    private static String nameOf(Caller caller) {
        if (caller.user() == null) {
            throw AccountException.of(Kind.CONFLICT, "accounts are off; start the server with --auth local");
        }
        return caller.user().name();
    }
}
