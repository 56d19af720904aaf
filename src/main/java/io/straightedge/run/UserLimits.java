package io.straightedge.run;

/**
 * What one user may take of what all share. 0 is no limit, everywhere.
 *
 * @param running runs under way at the same time; more wait
 * @param queued runs that wait
 * @param points stored by all of a user's runs
 * @param diskBytes taken by a user's runs, checkpoints and uploads
 */
public record UserLimits(int running, int queued, long points, long diskBytes) {
    public static final UserLimits NONE = new UserLimits(0, 0, 0, 0);

    /** Whether what is stored is limited. */
    public boolean storage() {
        return points > 0 || diskBytes > 0;
    }
}
