package io.straightedge.store;

import io.straightedge.account.AuditEntry;
import io.straightedge.account.AuditStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Table {@code audit}. */
final class JdbcAuditStore implements AuditStore {
    private final Transactions transactions;

    JdbcAuditStore(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void append(AuditEntry entry) {
        transactions.write(handle -> handle.createUpdate("INSERT INTO audit (at_nanos, account, address, action,"
                        + " target, status) VALUES (:at, :account, :address, :action, :target, :status)")
                .bind("at", Nanos.of(entry.at()))
                .bind("account", entry.user())
                .bind("address", entry.address())
                .bind("action", entry.action())
                .bind("target", entry.target())
                .bind("status", entry.status())
                .execute());
    }

    @Override
    public List<AuditEntry> list(long before, int limit) {
        return transactions.read(handle -> handle.createQuery("SELECT id, at_nanos, account, address, action, target,"
                        + " status FROM audit WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    @Override
    public int deleteBefore(Instant moment) {
        return transactions.write(handle -> handle.createUpdate("DELETE FROM audit WHERE at_nanos < :moment")
                .bind("moment", Nanos.of(moment))
                .execute());
    }

    @Override
    public void keepNewest(long entries) {
        transactions.write(
                handle -> handle.createUpdate("DELETE FROM audit WHERE id <= (SELECT MAX(id) FROM audit) - :entries")
                        .bind("entries", entries)
                        .execute());
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("id"),
                Nanos.toInstant(row.getLong("at_nanos")),
                row.getString("account"),
                row.getString("address"),
                row.getString("action"),
                row.getString("target"),
                row.getInt("status"));
    }
}
