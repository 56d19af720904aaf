package io.straightedge.archive;

import java.util.List;
import java.util.stream.Stream;

/** Names of the entries. */
final class Names {
    static final String MANIFEST = "manifest.json";
    static final String EXPERIMENT = "experiment.json";
    static final String POINTS_HEADER = "key,step,millis,value";

    private Names() {}

    /** All entries of a run in an archive of some version. */
    static List<String> of(long run, int version) {
        List<String> first = List.of(run(run), points(run), pairs(run), paths(run));
        return version < Manifest.WITH_READINGS
                ? first
                : Stream.concat(first.stream(), Stream.of(measured(run), readings(run)))
                        .toList();
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

    static String measured(long run) {
        return "runs/" + run + "/measured.json";
    }

    static String readings(long run) {
        return "runs/" + run + "/readings.ndjson";
    }
}
