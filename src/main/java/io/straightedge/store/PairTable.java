package io.straightedge.store;

import io.straightedge.run.PairRecord;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Table {@code pair}: the pairs of a run whose paths are kept. */
final class PairTable {
    private final Handle handle;

    PairTable(Handle handle) {
        this.handle = handle;
    }

    /** Makes these the pairs of a run. */
    void put(long run, List<PairRecord> pairs) {
        handle.createUpdate("DELETE FROM pair WHERE run_id = :run")
                .bind("run", run)
                .execute();
        if (pairs.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO pair (run_id, pair, ends) VALUES (?, ?, ?)");
        for (PairRecord pair : pairs) {
            batch.bind(0, run)
                    .bind(1, pair.pair())
                    .bind(2, PairBlob.encode(pair))
                    .add();
        }
        batch.execute();
    }

    List<PairRecord> of(long run) {
        return handle.createQuery("SELECT pair, ends FROM pair WHERE run_id = :run ORDER BY pair")
                .bind("run", run)
                .map((row, context) -> {
                    int pair = row.getInt("pair");
                    return PairBlob.decode(pair, row.getBytes("ends"), "pair " + pair + " of run " + run);
                })
                .list();
    }
}
