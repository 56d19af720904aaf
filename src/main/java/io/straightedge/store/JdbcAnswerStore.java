package io.straightedge.store;

import io.straightedge.account.AnswerStore;
import java.time.Instant;
import java.util.Optional;

/** Table {@code kept_answer}. */
final class JdbcAnswerStore implements AnswerStore {
    private final Transactions transactions;

    JdbcAnswerStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Kept> find(String key) {
        return transactions.read(handle -> handle.createQuery(
                        "SELECT request_hash, status, location, body FROM kept_answer WHERE key_hash = :key")
                .bind("key", key)
                .map((row, context) -> new Kept(
                        row.getString("request_hash"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("body")))
                .findOne());
    }

    @Override
    public void begin(String key, String request, Instant now, Instant oldest) {
        transactions.write(handle -> {
            handle.createUpdate("DELETE FROM kept_answer WHERE created_nanos < :oldest OR key_hash = :key")
                    .bind("oldest", Nanos.of(oldest))
                    .bind("key", key)
                    .execute();
            return handle.createUpdate("INSERT INTO kept_answer (key_hash, request_hash, created_nanos, status, body)"
                            + " VALUES (:key, :request, :now, 0, '')")
                    .bind("key", key)
                    .bind("request", request)
                    .bind("now", Nanos.of(now))
                    .execute();
        });
    }

    @Override
    public void complete(String key, Kept answer) {
        transactions.write(handle -> handle.createUpdate("UPDATE kept_answer SET status = :status,"
                        + " location = :location, body = :body WHERE key_hash = :key")
                .bind("status", answer.status())
                .bind("location", answer.location())
                .bind("body", answer.body())
                .bind("key", key)
                .execute());
    }

    @Override
    public void forget(String key) {
        transactions.write(handle -> handle.createUpdate("DELETE FROM kept_answer WHERE key_hash = :key")
                .bind("key", key)
                .execute());
    }
}
