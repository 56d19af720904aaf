package io.straightedge.run;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where runs are kept. Every method blocks and may be called from any thread; a call that returned
 * has been written. Failures of the storage are {@link StoreException}.
 */
public interface RunStore extends AutoCloseable {

    /**
     * A new run in state queued, numbered one above the last.
     *
     * @param owner name of the user who makes it, or null
     */
    Run create(RunSpec spec, Instant created, @Nullable String owner);

    /** A new run that is nobody's. */
    default Run create(RunSpec spec, Instant created) {
        return create(spec, created, null);
    }

    /**
     * A new run that trained elsewhere, for its events to be appended. Until they end with its state it is
     * failed, so that an import that breaks off leaves no run that seems to be under way.
     *
     * @param experiment that it belongs to, or null
     * @param cell of that experiment, or null
     * @param owner name of the user who imports it, or null
     */
    Run createImported(
            RunSpec spec, Instant created, @Nullable Long experiment, @Nullable Integer cell, @Nullable String owner);

    Optional<Run> find(long id);

    /** At most {@code limit} runs with an id below {@code before}, newest first. */
    List<Run> list(long before, int limit);

    /** Every run in one of these states, oldest first. */
    List<Run> inState(Set<RunState> states);

    /** How many runs are in each state that any is in. */
    Map<RunState, Long> countByState();

    /** Every run that has ended, before a moment, oldest first. */
    List<Run> endedBefore(Instant moment);

    /** The runs in state queued, in the order that was kept last; those it does not name come after it, oldest first. */
    List<Run> queued();

    /** Keeps the order of the queue. */
    void keepQueue(List<Long> order);

    /** How much is stored of the runs of a user, or of those that are nobody's, for null. Cheap: it is counted as it comes. */
    StoredSize stored(@Nullable String owner);

    /** The users whose runs have begun, the one whose last run began longest ago first. */
    List<String> ownersByLastStart();

    /**
     * Gives a run other labels, and the next version, if it still has the version given.
     *
     * @return the run as it is now; empty when there is none, or it has another version
     */
    Optional<Run> label(long id, RunLabels labels, long version);

    /** Removes a run and everything it recorded; returns false when there is none. */
    boolean delete(long id);

    /**
     * Appends events in one transaction, all or none, numbering them per run in the given order. A
     * {@link RunEvent.StateChanged} also moves the run's state, a {@link RunEvent.SetUp} its setup, and
     * points its step. Events of runs that do not exist are left out. A point whose key and step the run
     * already has replaces the older one.
     *
     * @return the numbered events, in order
     */
    List<RunEvent> append(List<RunEvent> events);

    /** Returns once what was written before would survive a power cut. */
    void sync();

    /**
     * The events of a run after a number, in order, at most {@code limit}. {@link RunEvent.Paths}
     * come without what is kept (empty lists): paths are asked for one by one, readings step by step.
     */
    List<RunEvent> eventsAfter(long run, long seq, int limit);

    /** The points asked for, by key, each list ascending in step. */
    Map<String, List<MetricPoint>> metrics(MetricQuery query);

    /** All points of a run with these keys; empty means all keys. */
    default Map<String, List<MetricPoint>> metrics(long run, Set<String> keys) {
        return metrics(MetricQuery.of(run, keys));
    }

    /**
     * At most {@code maxPoints} of the points asked for of each key: all of them where they are no more; otherwise of each
     * of some equal stretches of steps the first, the last, the least and the greatest finite point, and besides, beyond
     * {@code maxPoints}, the first of each kind that is not finite. A standard error (its key ends in {@code _se}) is
     * kept at the steps of what it belongs to.
     *
     * @param maxPoints at least 4
     */
    Map<String, ThinnedSeries> thinnedMetrics(MetricQuery query, int maxPoints);

    /** The keys that a run has points of, sorted. */
    List<String> keys(long run);

    /** The last value of each of these keys that each of these runs has, by run and key; runs without any are left out. */
    Map<Long, Map<String, Double>> lastValues(Collection<Long> runs, Set<String> keys);

    /** The kept pairs of a run, by number. */
    List<PairRecord> pairs(long run);

    /** Every pair that a run measures, by number; empty where they are not known. */
    List<MeasuredPair> measuredPairs(long run);

    /** Steps for which a run has stored paths, ascending. */
    List<Long> pathSteps(long run);

    Optional<PathRecord> path(long run, long step, int pair);

    /** The slices a run has at a step, by number; none for data of more than two features. */
    List<PathRecord> slices(long run, long step);

    /** What was measured of every pair at a step with stored paths, by number; empty where it is not known. */
    List<PairReading> readings(long run, long step);

    /**
     * Removes the paths and readings of a run but those of the first and the last step that has any.
     *
     * @return how many paths
     */
    int thinPaths(long run);

    /** The experiments that runs belong to. */
    ExperimentStore experiments();

    @Override
    void close();
}
