package io.straightedge.run;

import org.jspecify.annotations.Nullable;

/**
 * What users take of what all share, and whether they may take more. Every method blocks, on the store at most, and may
 * be called from any thread. What is nobody's has no limits.
 */
public interface Quotas {
    /** What everybody with an account may take. */
    UserLimits limits();

    /** @param owner name of the user; null for what is nobody's */
    Use use(@Nullable String owner);

    /**
     * Refuses a user who stores as much as is allowed, or would store more.
     *
     * @param points that are to be added
     * @param bytes that are to be added
     * @throws ExceededException naming the limit, what is used, and what to do
     */
    void checkStorage(@Nullable String owner, long points, long bytes);

    /** A user has all that one user may have. */
    final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public ExceededException(String message) {
            super(message);
        }
    }
}
