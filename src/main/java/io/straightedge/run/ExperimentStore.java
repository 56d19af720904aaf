package io.straightedge.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where experiments are kept; the part of a {@link RunStore} that knows which runs belong together. */
public interface ExperimentStore {

    /**
     * Stores a new experiment with all its runs, queued, or nothing.
     *
     * @param owner name of the user who makes it, or null
     * @return its runs: all cells with the first seed, then all with the next
     */
    List<Run> create(ExperimentSpec spec, Instant created, @Nullable String owner);

    /** A new experiment that is nobody's. */
    default List<Run> create(ExperimentSpec spec, Instant created) {
        return create(spec, created, null);
    }

    /**
     * Stores a new experiment without runs.
     *
     * @param owner name of the user who imports it, or null
     */
    Experiment createEmpty(ExperimentSpec spec, Instant created, @Nullable String owner);

    /**
     * Adds the runs of seeds the experiment does not have, all or none; it counts as stopped no longer.
     *
     * @return the added runs, in the order of {@link #create}; none when it has the seeds or there is no such
     *     experiment
     * @throws InvalidSpecException when it would have too many runs
     */
    List<Run> extend(long id, List<Long> seeds, Instant created);

    /** Notes that the user stopped it. */
    void markStopped(long id);

    Optional<Experiment> find(long id);

    /** At most {@code limit} experiments with an id below {@code before}, newest first. */
    List<Experiment> list(long before, int limit);

    /** Removes an experiment, its runs and everything they recorded; returns false when there is none. */
    boolean delete(long id);

    /** At most {@code limit} runs of an experiment with an id below {@code before}, newest first. */
    List<Run> runs(long id, long before, int limit);

    /** Every run of an experiment, newest first. */
    default List<Run> runs(long id) {
        return runs(id, Long.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** How far the runs of each experiment are; an experiment without runs is left out. */
    Map<Long, RunTally> tallies(Collection<Long> ids);

    /** Every key of which a run of the experiment has a point, sorted. */
    List<String> keys(long id);

    /**
     * The first and the last value of each key, by run and key.
     *
     * @param keys the wanted keys; empty means all
     */
    Map<Long, Map<String, Ends>> ends(long id, Set<String> keys);

    /** A key's value at the lowest and at the highest step a run has of it. */
    record Ends(double first, double last) {}
}
