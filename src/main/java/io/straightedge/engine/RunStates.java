package io.straightedge.engine;

import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.straightedge.run.RunControl.NoSuchRunException;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The state of every run that moves on this node, ahead of the store, which is written a moment later. All
 * moves are made here, one at a time, so that of two that exclude each other one is refused.
 */
final class RunStates {
    private final RunStore store;
    private final Recorder recorder;
    private final Map<Long, RunState> ahead = new HashMap<>();

    RunStates(RunStore store, Recorder recorder) {
        this.store = store;
        this.recorder = recorder;
    }

    /** Takes up a run as it was read: its moves do not need the store any more, which may fail meanwhile. */
    synchronized void remember(Run run) {
        ahead.putIfAbsent(run.id(), run.state());
    }

    /** @throws NoSuchRunException when there is none */
    synchronized RunState of(long run) {
        RunState state = ahead.get(run);
        return state != null ? state : store.find(run).map(Run::state).orElseThrow(() -> new NoSuchRunException(run));
    }

    /**
     * Makes a move and records it.
     *
     * @param message why, or empty
     * @throws ConflictException when the run's state forbids it
     */
    synchronized void move(long run, RunState to, String message) {
        RunState from = of(run);
        if (!from.mayBecome(to)) {
            throw new ConflictException("run " + run + " is " + from.label() + " and cannot become " + to.label());
        }
        ahead.put(run, to);
        recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), to, message));
    }

    /** Whether a run will never train again, or is not there any more. */
    synchronized boolean over(long run) {
        RunState state = ahead.get(run);
        return state != null
                ? state.over()
                : store.find(run).map(found -> found.state().over()).orElse(true);
    }

    /** Forgets a run that was deleted. */
    synchronized void forget(long run) {
        ahead.remove(run);
    }
}
