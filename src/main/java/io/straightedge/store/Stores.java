package io.straightedge.store;

import io.straightedge.account.AccountStore;
import io.straightedge.account.AnswerStore;
import io.straightedge.account.AuditStore;
import io.straightedge.run.RunStore;

/** Everything that one database keeps. */
public record Stores(RunStore runs, AccountStore accounts, AuditStore audit, AnswerStore answers)
        implements AutoCloseable {
    @Override
    public void close() {
        runs.close();
    }
}
