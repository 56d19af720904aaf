package io.straightedge.config;

import org.jspecify.annotations.Nullable;

/**
 * How long the server keeps what has been recorded; null keeps it until somebody deletes it. Runs that are tagged
 * {@link #KEEP} are kept whole, and so are runs that have not ended.
 *
 * @param runDays after so many days an ended run is deleted; those of an experiment together
 * @param pathDays after so many days an ended run keeps the paths and readings of its first and last step alone
 * @param auditDays after so many days an entry of the audit log is deleted
 */
public record RetentionRules(@Nullable Integer runDays, @Nullable Integer pathDays, @Nullable Integer auditDays) {
    public static final String KEEP = "keep";
    public static final RetentionRules NONE = new RetentionRules(null, null, null);

    private static final int MOST_DAYS = 36_500;

    /** @throws IllegalArgumentException naming the setting, its value and what would be right */
    public RetentionRules {
        check("--keep-runs", runDays);
        check("--keep-paths", pathDays);
        check("--keep-audit", auditDays);
    }

    private static void check(String flag, @Nullable Integer days) {
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw new IllegalArgumentException(
                    flag + " " + days + " is no number of days; use 1 to " + MOST_DAYS + ", or leave it out");
        }
    }
}
