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

    /** Makes these the pairs of a run; gives how many bytes they take. */
    long put(long run, List<PairRecord> pairs) {
        handle.createUpdate("DELETE FROM pair WHERE run_id = :run")
                .bind("run", run)
                .execute();
        if (pairs.isEmpty()) {
            return 0;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO pair (run_id, pair, ends) VALUES (?, ?, ?)");
        long bytes = 0;
        for (PairRecord pair : pairs) {
            byte[] ends = PairBlob.encode(pair);
            batch.bind(0, run).bind(1, pair.pair()).bind(2, ends).add();
            bytes += ends.length;
        }
        batch.execute();
        return bytes;
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
