package io.straightedge.engine;

import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentStore;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunControl.ConflictException;
import io.straightedge.run.RunTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Experiments on the queue of all runs. One change at a time: a stop never meets runs that are stored but
 * not queued yet.
 */
final class Experiments implements ExperimentControl {
    private final ExperimentStore store;
    private final RunControl runs;
    private final RunChecks checks;
    private final Admission admission;
    private final int workers;

    Experiments(ExperimentStore store, RunControl runs, RunChecks checks, Admission admission, int workers) {
        this.store = store;
        this.runs = runs;
        this.checks = checks;
        this.admission = admission;
        this.workers = workers;
    }

    @Override
    public synchronized long create(ExperimentSpec spec, @Nullable String owner) {
        spec.checkRuns(checks::check);
        List<Run> created = admission.admit(owner, (int) spec.runs(), () -> store.create(spec, Instant.now(), owner));
        return Objects.requireNonNull(created.get(0).experiment());
    }

    /** Newest first: what waits at the queue's end is gone before a worker becomes free and takes it. */
    @Override
    public synchronized void stop(long id) {
        find(id);
        int stopped = 0;
        for (Run run : store.runs(id)) {
            stopped += stopped(run) ? 1 : 0;
        }
        if (stopped == 0) {
            throw new ConflictException("experiment " + id + " has no run left to stop");
        }
        store.markStopped(id);
    }

    @Override
    public synchronized void extend(long id, List<Long> seeds) {
        Experiment experiment = find(id);
        List<Long> added = new ArrayList<>(seeds);
        added.removeAll(experiment.spec().seeds());
        if (added.isEmpty()) {
            throw new InvalidSpecException("seeds", "experiment " + id + " has " + seeds + " already; use others");
        }
        ExperimentSpec extended = experiment.spec().withSeeds(added);
        extended.checkRuns(checks::check);
        int more = (int) (extended.runs() - experiment.spec().runs());
        admission.admit(experiment.owner(), more, () -> store.extend(id, added, Instant.now()));
    }

    @Override
    public synchronized List<Long> delete(long id) {
        find(id);
        RunTally tally = store.tallies(List.of(id)).getOrDefault(id, RunTally.NONE);
        if (tally.underWay()) {
            throw new ConflictException("experiment " + id + " has runs under way; stop it first");
        }
        List<Long> deleted = store.runs(id).stream().map(Run::id).toList();
        deleted.forEach(runs::delete); // one by one: each leaves its checkpoints too, and nothing is locked for long
        store.delete(id);
        return deleted;
    }

    @Override
    public int workers() {
        return workers;
    }

    /** Returns false when the run had ended, or just did. */
    private boolean stopped(Run run) {
        if (run.state().ended()) {
            return false;
        }
        try {
            runs.stop(run.id());
            return true;
        } catch (ConflictException | RunControl.NoSuchRunException e) {
            return false;
        }
    }

    private Experiment find(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchExperimentException(id));
    }
}
