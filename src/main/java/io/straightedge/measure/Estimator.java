package io.straightedge.measure;

/** How measures were obtained. */
public enum Estimator {
    /** From every kink of the path. */
    EXACT,
    /** From equispaced points of the path. */
    SAMPLED
}
