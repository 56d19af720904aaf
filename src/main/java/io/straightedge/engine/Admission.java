package io.straightedge.engine;

import io.straightedge.run.Run;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one door to the queue. Who comes in is counted before the next one asks. */
final class Admission {
    private final UserQuotas quotas;
    private final RunQueue queue;
    private final RunStates states;

    Admission(UserQuotas quotas, RunQueue queue, RunStates states) {
        this.quotas = quotas;
        this.queue = queue;
        this.states = states;
    }

    /**
     * Makes runs and queues them.
     *
     * @param count how many runs
     * @throws io.straightedge.run.RunControl.ConflictException when the queue has no room for them; none was made
     * @throws io.straightedge.run.Quotas.ExceededException when the owner may not have them; none was made
     * @throws io.straightedge.disk.DiskFullException while the disk has no room; none was made
     */
    synchronized List<Run> admit(@Nullable String owner, int count, Supplier<List<Run>> make) {
        check(owner, count);
        List<Run> made = make.get();
        made.forEach(states::remember);
        queue.add(made);
        return made;
    }

    /** As {@link #admit}, for a run that was under way before and goes before others of its owner. */
    synchronized void readmit(Run run, Runnable prepare) {
        check(run.owner(), 1);
        prepare.run();
        queue.addFirst(run);
    }

    private void check(@Nullable String owner, int count) {
        queue.checkRoom(count);
        quotas.checkQueued(owner, count);
        quotas.checkStorage(owner, 0, 0);
    }
}
