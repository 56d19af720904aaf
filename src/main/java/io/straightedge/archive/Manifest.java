package io.straightedge.archive;

import java.util.List;

/**
 * What an archive holds.
 *
 * @param created when it was written, as an ISO instant
 * @param runs numbers of its runs, where they come from
 */
record Manifest(String format, int version, String kind, String created, List<Long> runs) {
    static final String FORMAT = "straightedge";

    /** What is written; every version from 1 on is read. */
    static final int VERSION = 2;

    /** The first version with readings of all measured pairs. */
    static final int WITH_READINGS = 2;

    static final String RUN = "run";
    static final String EXPERIMENT = "experiment";
}
