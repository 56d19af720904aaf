package io.straightedge.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the runs of an experiment are.
 *
 * @param counts runs by state; a state without runs is left out
 * @param partial runs' worth of work done by runs that are under way, for instance 0.5 for one half through
 * @param started when the first began, or null
 * @param ended when the last ended, or null
 * @param meanMillis mean time a finished run took, or NaN while none has finished
 */
public record RunTally(
        Map<RunState, Integer> counts,
        double partial,
        @Nullable Instant started,
        @Nullable Instant ended,
        double meanMillis) {

    private static final Set<RunState> UNDER_WAY = EnumSet.of(RunState.QUEUED, RunState.RUNNING, RunState.PAUSED);

    /** The first runs to end are the small ones: before this share has ended they say nothing about the rest. */
    private static final double LEAST_SHARE = 0.25;

    /** Of an experiment whose runs were all deleted. */
    public static final RunTally NONE = new RunTally(Map.of(), 0, null, null, Double.NaN);

    public int count(RunState state) {
        return counts.getOrDefault(state, 0);
    }

    public int total() {
        return sum(counts.keySet());
    }

    /** Whether a run waits or trains. */
    public boolean underWay() {
        return sum(UNDER_WAY) > 0;
    }

    /**
     * What an experiment with these runs is: running, interrupted when it waits for somebody to resume runs, finished, or
     * stopped when the user stopped it.
     */
    public RunState state(boolean stopped) {
        if (underWay()) {
            return RunState.RUNNING;
        }
        if (stopped) {
            return RunState.STOPPED;
        }
        return count(RunState.INTERRUPTED) > 0 ? RunState.INTERRUPTED : RunState.FINISHED;
    }

    /** Share of the work that is done or will not be done any more, from 0 to 1. */
    public double progress() {
        int total = total();
        return total == 0 ? 1 : (total - open() + partial) / total;
    }

    /** Time from the first run's start to the last one's end, or to now while any is open. */
    public Duration elapsed(Instant now) {
        if (started == null) {
            return Duration.ZERO;
        }
        return Duration.between(started, ended == null || open() > 0 ? now : ended);
    }

    /**
     * Time until the last run ends, when runs take as long as the finished ones did; empty before a quarter
     * of them has ended, while none has finished, or when nothing is left to do.
     *
     * @param workers runs that train at the same time
     */
    public OptionalDouble remainingMillis(int workers) {
        double left = open() - partial;
        return left <= 0 || Double.isNaN(meanMillis) || total() - open() < LEAST_SHARE * total()
                ? OptionalDouble.empty()
                : OptionalDouble.of(meanMillis * left / Math.min(workers, open()));
    }

    private int open() {
        return sum(UNDER_WAY) + count(RunState.INTERRUPTED);
    }

    private int sum(Collection<RunState> states) {
        return states.stream().mapToInt(this::count).sum();
    }
}
