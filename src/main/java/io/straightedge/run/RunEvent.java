package io.straightedge.run;

import java.time.Instant;
import java.util.List;

/**
 * Something that happened to a run. The store gives each event of a run its number, counting up
 * from 1 without gaps; before that it is 0.
 */
public sealed interface RunEvent {
    long run();

    long seq();

    /** The same event with its number. */
    RunEvent withSeq(long seq);

    /** @param message why, or empty */
    record StateChanged(long run, long seq, Instant at, RunState state, String message) implements RunEvent {
        @Override
        public StateChanged withSeq(long number) {
            return new StateChanged(run, number, at, state, message);
        }
    }

    /**
     * Data and network were made. Comes once per run, before any point.
     *
     * @param pairs whose paths are kept
     * @param measured every pair, by number; empty where it is not known
     */
    record SetUp(long run, long seq, RunSetup setup, List<PairRecord> pairs, List<MeasuredPair> measured)
            implements RunEvent {
        @Override
        public SetUp withSeq(long number) {
            return new SetUp(run, number, setup, pairs, measured);
        }
    }

    /** New metric points, at least one. */
    record Points(long run, long seq, List<MetricPoint> points) implements RunEvent {
        @Override
        public Points withSeq(long number) {
            return new Points(run, number, points);
        }
    }

    /**
     * What is kept of the run's pairs at one step.
     *
     * @param paths exact, of the kept pairs
     * @param readings of every measured pair, by number; empty where they are not known
     */
    record Paths(long run, long seq, long step, List<PathRecord> paths, List<PairReading> readings)
            implements RunEvent {
        @Override
        public Paths withSeq(long number) {
            return new Paths(run, number, step, paths, readings);
        }
    }
}
