package io.straightedge.run;

/**
 * What a user takes of what all share.
 *
 * @param running runs under way
 * @param queued runs that wait
 * @param points stored by all runs
 * @param diskBytes about what runs, checkpoints and uploads take
 */
public record Use(int running, int queued, long points, long diskBytes) {}
