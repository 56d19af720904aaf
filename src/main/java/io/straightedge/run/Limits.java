package io.straightedge.run;

/**
 * The limits of fair use.
 *
 * @param user what each user may take
 * @param run how much each run may be
 */
public record Limits(UserLimits user, RunLimits run) {
    /** For a lab of one's own: no user, but runs that this machine can take. */
    public static final Limits DEFAULT = new Limits(UserLimits.NONE, RunLimits.DEFAULT);
}
