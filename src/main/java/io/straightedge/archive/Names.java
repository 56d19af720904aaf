package io.straightedge.archive;

/** Names of the entries. */
final class Names {
    static final String MANIFEST = "manifest.json";
    static final String EXPERIMENT = "experiment.json";
    static final String POINTS_HEADER = "key,step,millis,value";

    private Names() {}

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
