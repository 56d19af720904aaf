package io.straightedge.data;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One dataset: a reader of files or a generator. */
interface Source {
    /** What requests call it. */
    String name();

    /** What it is and gives. Looks at files as little as it can. */
    DatasetEntry entry();

    /** Whether a user brought it. */
    default boolean uploaded() {
        return false;
    }

    /** Name of the user who brought it; null when it comes with Straightedge or was brought without accounts. */
    default @Nullable String owner() {
        return null;
    }

    /** Fetches its files; null when it needs none. */
    default @Nullable Download download() {
        return null;
    }

    /** Those of {@code dimension}, {@code classes}, {@code function} and {@code noise} it knows. */
    Set<String> options();

    /**
     * Checks what only this source can judge. Its options apply and the number of samples is within
     * {@link DatasetEntry#maxSamples()} already.
     *
     * @throws DatasetException naming the field to change
     */
    default void check(DatasetRequest request) {}

    /**
     * Gives the samples as they are: inputs equal to raw, labels without noise.
     *
     * @param request one that {@link #check} accepts
     * @throws DatasetException when a file is missing or broken
     */
    Dataset load(DatasetRequest request);
}
