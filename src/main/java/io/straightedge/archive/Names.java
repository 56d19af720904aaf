package io.straightedge.archive;

import java.util.List;

/** Names of the entries. */
final class Names {
    static final String MANIFEST = "manifest.json";
    static final String EXPERIMENT = "experiment.json";
    static final String POINTS_HEADER = "key,step,millis,value";

    private Names() {}

    /** All entries of a run. */
    static List<String> of(long run) {
        return List.of(run(run), points(run), pairs(run), paths(run));
    }

    static String run(long run) {
        return "runs/" + run + "/run.json";
    }

    static String points(long run) {
        return "runs/" + run + "/points.csv";
    }

    static String pairs(long run) {
        return "runs/" + run + "/pairs.json";
    }

    static String paths(long run) {
        return "runs/" + run + "/paths.ndjson";
    }
}
