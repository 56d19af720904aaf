package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of a run that its events move. */
record Progress(
        RunState state, String message, @Nullable Instant started, @Nullable Instant ended, long step, long lastSeq) {

    /** This progress after the run's next event, which has its number. */
    Progress after(RunEvent event) {
        if (event instanceof RunEvent.StateChanged change) {
            boolean starts = started == null && change.state() == RunState.RUNNING;
            return new Progress(
                    change.state(),
                    change.message(),
                    starts ? change.at() : started,
                    change.state().ended() ? change.at() : null,
                    step,
                    event.seq());
        }
        long reached = step;
        if (event instanceof RunEvent.Points added) {
            for (MetricPoint point : added.points()) {
                reached = Math.max(reached, point.step());
            }
        }
        return new Progress(state, message, started, ended, reached, event.seq());
    }
}
