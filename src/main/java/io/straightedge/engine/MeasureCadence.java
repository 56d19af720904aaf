package io.straightedge.engine;

import io.straightedge.run.MeasureSpec;

/**
 * Decides after which training steps to measure. Step 0 and the last step always are. With a fixed
 * interval, its multiples; otherwise as often as the budget allows, and at most {@link #MOST} times a
 * run, so that the stored paths of a run stay within some tens of megabytes.
 */
final class MeasureCadence {
    private static final int MOST = 200;

    private final MeasureSpec spec;
    private final long totalSteps;
    private final long leastInterval;
    private long lastStep;
    private long lastNanos;

    MeasureCadence(MeasureSpec spec, long totalSteps) {
        this.spec = spec;
        this.totalSteps = totalSteps;
        this.leastInterval = Math.max(1, totalSteps / MOST);
    }

    /**
     * @param nanos the run's clock
     * @param costNanos processor time of the last measurement
     * @param busy whether one is still under way
     */
    boolean due(long step, long nanos, long costNanos, boolean busy) {
        if (required(step)) {
            return true;
        }
        if (spec.everySteps() > 0) {
            return step % spec.everySteps() == 0;
        }
        return !busy && step - lastStep >= leastInterval && nanos - lastNanos >= costNanos / spec.budget();
    }

    /** The ends of a run: without them there is nothing to compare. */
    boolean required(long step) {
        return step == 0 || step == totalSteps;
    }

    void taken(long step, long nanos) {
        lastStep = step;
        lastNanos = nanos;
    }
}
