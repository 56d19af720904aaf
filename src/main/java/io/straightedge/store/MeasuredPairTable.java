package io.straightedge.store;

import io.straightedge.run.MeasuredPair;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Table {@code measured_pairs}: the samples of every pair of a run, whether its paths are kept or not. */
final class MeasuredPairTable {
    private final Handle handle;

    MeasuredPairTable(Handle handle) {
        this.handle = handle;
    }

    /** Makes these the measured pairs of a run; gives how many bytes they take. */
    long put(long run, List<MeasuredPair> pairs) {
        handle.execute("DELETE FROM measured_pairs WHERE run_id = ?", run);
        if (pairs.isEmpty()) {
            return 0;
        }
        byte[] ends = ReadingBlob.encodePairs(pairs);
        handle.execute("INSERT INTO measured_pairs (run_id, ends) VALUES (?, ?)", run, ends);
        return ends.length;
    }

    List<MeasuredPair> of(long run) {
        return handle.createQuery("SELECT ends FROM measured_pairs WHERE run_id = :run")
                .bind("run", run)
                .map((row, context) ->
                        ReadingBlob.decodePairs(row.getBytes("ends"), "the measured pairs of run " + run))
                .findOne()
                .orElse(List.of());
    }
}
