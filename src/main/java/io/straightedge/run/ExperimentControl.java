package io.straightedge.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts and steers experiments. Every method blocks, on the store at most, and may be called from any thread. */
public interface ExperimentControl {

    /**
     * Stores an experiment and queues its runs.
     *
     * @param owner name of the user who makes it, or null
     * @return its number
     * @throws InvalidSpecException when one of its runs cannot be had; nothing is stored then
     * @throws RunControl.ConflictException when the queue has no room for all its runs; nothing is stored then
     * @throws Quotas.ExceededException when the owner may not have so many; nothing is stored then
     */
    long create(ExperimentSpec spec, @Nullable String owner);

    /** Makes an experiment that is nobody's. */
    default long create(ExperimentSpec spec) {
        return create(spec, null);
    }

    /**
     * Stops every run that has not ended.
     *
     * @throws RunControl.ConflictException when all have ended
     */
    void stop(long experiment);

    /**
     * Queues the runs of more seeds.
     *
     * @throws InvalidSpecException when it has these seeds already, or would have too many runs
     * @throws RunControl.ConflictException when the queue has no room for them
     * @throws Quotas.ExceededException when the owner may not have so many
     */
    void extend(long experiment, List<Long> seeds);

    /**
     * Deletes an experiment, its runs and all they recorded.
     *
     * @return the deleted runs
     * @throws RunControl.ConflictException while runs are queued or under way
     */
    List<Long> delete(long experiment);

    /** How many runs train at the same time. */
    int workers();

    /** No experiment has this number. */
    final class NoSuchExperimentException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NoSuchExperimentException(long experiment) {
            super("there is no experiment " + experiment);
        }
    }
}
