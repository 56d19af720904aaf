package io.straightedge.run;

import java.util.Set;

/**
 * Which points of a run are wanted.
 *
 * @param keys the wanted keys; empty means all
 * @param afterSeq only points of events after this number
 * @param lastSeq only points of events up to this number
 * @param startStep only points from this step on
 * @param endStep only points up to this step
 */
public record MetricQuery(long run, Set<String> keys, long afterSeq, long lastSeq, long startStep, long endStep) {

    /** All points of a run with these keys; no keys mean all. */
    public static MetricQuery of(long run, Set<String> keys) {
        return new MetricQuery(run, keys, 0, Long.MAX_VALUE, 0, Long.MAX_VALUE);
    }

    /** The same of other keys. */
    public MetricQuery of(Set<String> otherKeys) {
        return new MetricQuery(run, otherKeys, afterSeq, lastSeq, startStep, endStep);
    }

    /** Only points of events after one number and up to another. */
    public MetricQuery events(long after, long last) {
        return new MetricQuery(run, keys, after, last, startStep, endStep);
    }

    /** Only points from one step to another, both included. */
    public MetricQuery steps(long start, long end) {
        return new MetricQuery(run, keys, afterSeq, lastSeq, start, end);
    }
}
