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
    static final int VERSION = 1;
    static final String RUN = "run";
    static final String EXPERIMENT = "experiment";
}
