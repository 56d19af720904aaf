package io.straightedge.engine;

/**
 * Decides after which training steps the loss gets a point: the mean over the steps since the point before. The steps
 * follow from their number alone, so that a run has the same points at any speed and however often it was resumed. In
 * the beginning every step has one, then every second, every fourth and so on, until there are {@link #LATER} over the
 * whole run: its first points come early however slow it is, and a run of a thousand million steps has two thousand.
 */
final class LossCadence {
    private static final int LATER = 1000;

    /** Steps until their distance first doubles, and the least number of points each time until it doubles again. */
    private static final int EARLY = 50;

    private final long widest;

    LossCadence(long totalSteps) {
        this.widest = Math.max(1, totalSteps / LATER);
    }

    /** @param last whether training ends with this step */
    boolean due(long step, boolean last) {
        long distance = Long.highestOneBit(Math.max(1, step / EARLY));
        return last || step % Math.min(distance, widest) == 0;
    }
}
