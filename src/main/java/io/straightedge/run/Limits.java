package io.straightedge.run;

/**
 * The limits of fair use. 0 is no limit, everywhere.
 *
 * @param user what each user may take
 * @param run how much each run may be
 * @param memoryBytes all runs under way are expected to take at most together; one that takes more trains alone
 */
public record Limits(UserLimits user, RunLimits run, long memoryBytes) {
    /** For a lab of one's own: no user, but runs that this machine can take. */
    public static final Limits DEFAULT = new Limits(UserLimits.NONE, RunLimits.DEFAULT, RunLimits.memoryHere());
}
