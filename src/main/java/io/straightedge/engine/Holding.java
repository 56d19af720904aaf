package io.straightedge.engine;

import io.straightedge.disk.DiskWatch;
import io.straightedge.run.Quotas;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interrupts runs for the time in which the disk has no room, and lets them go on; the queue begins none meanwhile. */
final class Holding implements DiskWatch.Work {
    private static final Logger LOG = LoggerFactory.getLogger(Holding.class);

    private final RunQueue queue;
    private final RunSignals signals;
    private final RunStates states;
    private final RunControl runs;

    /** Runs that were under way, until they go on or somebody ends them. */
    private final Set<Long> held = new LinkedHashSet<>();

    Holding(RunQueue queue, RunSignals signals, RunStates states, RunControl runs) {
        this.queue = queue;
        this.signals = signals;
        this.states = states;
        this.runs = runs;
    }

    @Override
    public synchronized void hold(String reason) {
        queue.hold(reason);
        for (Run run : queue.underWay()) {
            held.add(run.id());
            signals.send(run.id(), RunSignals.Signal.INTERRUPT, reason + "; it goes on by itself then");
        }
    }

    @Override
    public synchronized void release() {
        queue.release();
        List<Long> underWay = queue.underWay().stream().map(Run::id).toList();
        held.removeIf(run -> isOver(run, underWay.contains(run)));
    }

    /** Lets a run go on once it has let go; returns false while it has not. */
    private boolean isOver(long run, boolean underWay) {
        try {
            RunState state = states.of(run);
            if (state == RunState.INTERRUPTED) {
                runs.resume(run);
            }
            return !underWay || state.ended() || state.resumable();
        } catch (RunControl.NoSuchRunException e) {
            return true;
        } catch (RunControl.ConflictException | Quotas.ExceededException e) {
            LOG.warn("run {} does not go on by itself: {}", run, e.getMessage());
            return true;
        }
    }
}
