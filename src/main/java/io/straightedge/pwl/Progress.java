package io.straightedge.pwl;

/** Hears how far a restriction has come, and can stop it. Called from the thread that computes. */
@FunctionalInterface
public interface Progress {
    /** Says yes to everything. */
    Progress NONE = fraction -> true;

    /**
     * @param fraction of the work done, from 0 to 1, never falling
     * @return false to give up; what it throws ends the restriction as well
     */
    boolean report(double fraction);
}
