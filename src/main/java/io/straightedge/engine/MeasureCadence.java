package io.straightedge.engine;

import io.straightedge.run.MeasureSpec;

/**
 * Decides after which training steps to measure. Step 0 and the last step always are. With a fixed
 * interval, its multiples; otherwise as often as the budget allows, but no closer than a twentieth of the
 * steps done, because most changes early, and than {@link #LATER} times over the whole run. That makes a
 * few hundred measurements of the longest run, and keeps its stored paths within some tens of megabytes.
 */
final class MeasureCadence {
    private static final int LATER = 200;
    private static final int EARLY = 20;

    private final MeasureSpec spec;
    private final long totalSteps;
    private long lastStep;
    private long lastNanos;

    MeasureCadence(MeasureSpec spec, long totalSteps) {
        this.spec = spec;
        this.totalSteps = totalSteps;
    }

    /**
     * @param last whether training ends with this step
     * @param nanos the run's clock
     * @param costNanos processor time of the last measurement
     * @param busy whether one is still under way
     */
    boolean due(long step, boolean last, long nanos, long costNanos, boolean busy) {
        if (required(step, last)) {
            return true;
        }
        if (spec.everySteps() > 0) {
            return step % spec.everySteps() == 0;
        }
        long least = Math.max(1, Math.min(totalSteps / LATER, lastStep / EARLY));
        return !busy && step - lastStep >= least && nanos - lastNanos >= costNanos / spec.budget();
    }

    /** The ends of a run: without them there is nothing to compare. */
    boolean required(long step, boolean last) {
        return step == 0 || last;
    }

    /** Of the measurements at a fixed interval every so-manieth keeps its paths, some two hundred in all. */
    boolean keepsPaths(long step, boolean last) {
        if (required(step, last) || spec.everySteps() == 0) {
            return true;
        }
        long each = Math.max(1, totalSteps / spec.everySteps() / LATER);
        return step / spec.everySteps() % each == 0;
    }

    void taken(long step, long nanos) {
        lastStep = step;
        lastNanos = nanos;
    }
}
