package io.straightedge.measure;

/**
 * A mean over pairs.
 *
 * @param value NaN when no pair defines it
 * @param standardError over pairs; NaN with fewer than two
 * @param pairs how many pairs define it
 * @param undefined for how many it is undefined
 */
public record Estimate(double value, double standardError, int pairs, int undefined) {

    /** False when no pair defines the measure. */
    public boolean defined() {
        return pairs > 0;
    }
}
