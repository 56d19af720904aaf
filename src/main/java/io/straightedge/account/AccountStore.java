package io.straightedge.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where accounts are kept. Every method blocks and may be called from any thread; a call that returned has been
 * written.
 */
public interface AccountStore {
    List<User> users();

    /** A new user, who has no password yet. */
    void add(User user);

    /** Changes role and whether disabled. */
    void update(User user);

    /** The hash of a user's password; empty before one was set. */
    Optional<String> passwordHash(String user);

    void setPasswordHash(String user, String hash);

    List<Session> sessions();

    void add(Session session);

    /** Writes when sessions were used last. */
    void updateSessions(Collection<Session> sessions);

    /** @param hashes of the sessions */
    void deleteSessions(Collection<String> hashes);

    List<ApiToken> tokens();

    /** Returns the token with its number. */
    ApiToken add(ApiToken token);

    /** Writes when tokens were used last. */
    void updateTokens(Collection<ApiToken> tokens);

    void deleteToken(long id);
}
