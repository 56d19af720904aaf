package io.straightedge.run;

/**
 * How much is stored of runs.
 *
 * @param points metric points
 * @param bytes about what all of it takes on the disk
 */
public record StoredSize(long points, long bytes) {
    public static final StoredSize NOTHING = new StoredSize(0, 0);
}
