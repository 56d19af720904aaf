package io.straightedge.web;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much the requests of an operation ask of the server: the whole table of those that ask for more than a little. */
enum Cost {
    LITTLE(1),
    /** Reads or computes much. These have threads of their own, and turns ({@link Workers}). */
    READS_MUCH(4),
    /** Starts something, or brings much. */
    STARTS_MUCH(10);

    private static final Map<String, Cost> TABLE = Stream.of(
                    all(
                            READS_MUCH,
                            Set.of(
                                    "getTheory",
                                    "getMetrics",
                                    "getSlices",
                                    "listRunSamples",
                                    "listSamples",
                                    "getExperiment",
                                    "getResults",
                                    "getAnswer",
                                    "getRunArchive",
                                    "getExperimentArchive")),
                    all(
                            STARTS_MUCH,
                            Set.of(
                                    "createRun",
                                    "actOnRun",
                                    "createExperiment",
                                    "actOnExperiment",
                                    "createDataset",
                                    "previewDataset",
                                    "actOnDataset",
                                    "importArchive")))
            .flatMap(part -> part.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final int share;

    Cost(int share) {
        this.share = share;
    }

    private static Map<String, Cost> all(Cost cost, Set<String> operations) {
        return operations.stream().collect(Collectors.toMap(operation -> operation, operation -> cost));
    }

    /** @param operation null when it is none of the contract */
    static Cost of(@Nullable String operation) {
        return operation == null ? LITTLE : TABLE.getOrDefault(operation, LITTLE);
    }

    /** Of how many requests that are allowed one may be of this cost. */
    int share() {
        return share;
    }
}
