package io.straightedge.store;

import io.straightedge.account.AccountStore;
import io.straightedge.account.AnswerStore;
import io.straightedge.account.AuditStore;
import io.straightedge.disk.DiskWatch;
import io.straightedge.run.RunStore;
import java.nio.file.Path;

/** Everything that one database keeps. */
public record Stores(
        RunStore runs,
        AccountStore accounts,
        AuditStore audit,
        AnswerStore answers,
        Copying copying,
        DiskWatch.Database opening,
        Integrity integrity)
        implements AutoCloseable {
    /** Writes the database as it is at one moment to a ZIP file whose only entry it is, while others use it. */
    public interface Copying {
        /** @throws io.straightedge.run.StoreException when the database cannot be read or the file not be written */
        void to(Path zip);
    }

    @Override
    public void close() {
        integrity.close();
        runs.close();
    }
}
