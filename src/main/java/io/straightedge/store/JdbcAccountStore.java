package io.straightedge.store;

import io.straightedge.account.AccountStore;
import io.straightedge.account.ApiToken;
import io.straightedge.account.Role;
import io.straightedge.account.Session;
import io.straightedge.account.User;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Tables {@code account}, {@code login_session} and {@code api_token}. */
final class JdbcAccountStore implements AccountStore {
    private final Transactions transactions;

    JdbcAccountStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<User> users() {
        return transactions.read(handle -> handle.createQuery("SELECT name, role, disabled, created_nanos FROM account")
                .map((row, context) -> user(row))
                .list());
    }

    @Override
    public void add(User user) {
        transactions.write(handle -> handle.createUpdate("INSERT INTO account (name, role, disabled, created_nanos)"
                        + " VALUES (:name, :role, :disabled, :created)")
                .bind("name", user.name())
                .bind("role", user.role().label())
                .bind("disabled", user.disabled())
                .bind("created", Nanos.of(user.created()))
                .execute());
    }

    @Override
    public void update(User user) {
        transactions.write(handle -> handle.createUpdate(
                        "UPDATE account SET role = :role, disabled = :disabled WHERE name = :name")
                .bind("role", user.role().label())
                .bind("disabled", user.disabled())
                .bind("name", user.name())
                .execute());
    }

    @Override
    public Optional<String> passwordHash(String user) {
        return transactions.read(
                handle -> handle.createQuery("SELECT password FROM account WHERE name = :name AND password IS NOT NULL")
                        .bind("name", user)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public void setPasswordHash(String user, String hash) {
        transactions.write(handle -> handle.createUpdate("UPDATE account SET password = :hash WHERE name = :name")
                .bind("hash", hash)
                .bind("name", user)
                .execute());
    }

    @Override
    public List<Session> sessions() {
        return transactions.read(
                handle -> handle.createQuery("SELECT hash, account, created_nanos, used_nanos FROM login_session")
                        .map((row, context) -> session(row))
                        .list());
    }

    @Override
    public void add(Session session) {
        transactions.write(
                handle -> handle.createUpdate("INSERT INTO login_session (hash, account, created_nanos, used_nanos)"
                                + " VALUES (:hash, :account, :created, :used)")
                        .bind("hash", session.hash())
                        .bind("account", session.user())
                        .bind("created", Nanos.of(session.created()))
                        .bind("used", Nanos.of(session.used()))
                        .execute());
    }

    @Override
    public void updateSessions(Collection<Session> sessions) {
        transactions.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("UPDATE login_session SET used_nanos = ? WHERE hash = ?");
            sessions.forEach(session -> batch.bind(0, Nanos.of(session.used()))
                    .bind(1, session.hash())
                    .add());
            return batch.execute();
        });
    }

    @Override
    public void deleteSessions(Collection<String> hashes) {
        transactions.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("DELETE FROM login_session WHERE hash = ?");
            hashes.forEach(hash -> batch.bind(0, hash).add());
            return batch.execute();
        });
    }

    @Override
    public List<ApiToken> tokens() {
        return transactions.read(handle -> handle.createQuery("SELECT id, hash, account, name, scope, created_nanos,"
                        + " expires_nanos, used_nanos FROM api_token")
                .map((row, context) -> token(row))
                .list());
    }

    @Override
    public ApiToken add(ApiToken token) {
        return token.withId(transactions.write(handle -> handle.createUpdate("INSERT INTO api_token (hash, account,"
                        + " name, scope, created_nanos, expires_nanos) VALUES (:hash, :account, :name, :scope, :created,"
                        + " :expires)")
                .bind("hash", token.hash())
                .bind("account", token.user())
                .bind("name", token.name())
                .bind("scope", token.scope().label())
                .bind("created", Nanos.of(token.created()))
                .bind("expires", Nanos.ofNullable(token.expires()))
                .executeAndReturnGeneratedKeys("id")
                .mapTo(long.class)
                .one()));
    }

    @Override
    public void updateTokens(Collection<ApiToken> tokens) {
        transactions.write(handle -> {
            PreparedBatch batch = handle.prepareBatch("UPDATE api_token SET used_nanos = ? WHERE id = ?");
            tokens.forEach(token -> batch.bind(0, Nanos.ofNullable(token.used()))
                    .bind(1, token.id())
                    .add());
            return batch.execute();
        });
    }

    @Override
    public void deleteToken(long id) {
        transactions.write(handle -> handle.createUpdate("DELETE FROM api_token WHERE id = :id")
                .bind("id", id)
                .execute());
    }

    private static User user(ResultSet row) throws SQLException {
        return new User(
                row.getString("name"),
                Role.of(row.getString("role")).orElseThrow(),
                row.getBoolean("disabled"),
                Nanos.toInstant(row.getLong("created_nanos")));
    }

    private static Session session(ResultSet row) throws SQLException {
        return new Session(
                row.getString("hash"),
                row.getString("account"),
                Nanos.toInstant(row.getLong("created_nanos")),
                Nanos.toInstant(row.getLong("used_nanos")));
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getString("hash"),
                row.getString("account"),
                row.getString("name"),
                ApiToken.Scope.of(row.getString("scope")).orElseThrow(),
                Nanos.toInstant(row.getLong("created_nanos")),
                Nanos.toInstant(row.getObject("expires_nanos", Long.class)),
                Nanos.toInstant(row.getObject("used_nanos", Long.class)));
    }
}
