package io.straightedge.engine;

import io.straightedge.run.Run;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs that wait for their turn. */
final class QueuedRuns {
    private static final RunSpec SPEC = RunSpec.of(Map.of());

    private QueuedRuns() {}

    /** @param owner name of the user who made it, or null */
    static Run queued(long id, @Nullable String owner) {
        return new Run(
                id,
                SPEC,
                RunState.QUEUED,
                "",
                Instant.EPOCH,
                null,
                null,
                0,
                0,
                null,
                null,
                null,
                owner,
                RunLabels.of(SPEC),
                1);
    }
}
