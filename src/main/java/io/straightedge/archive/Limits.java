package io.straightedge.archive;

/**
 * What an archive may ask of the server that reads it.
 *
 * @param runs in one archive
 * @param jsonBytes of one JSON entry, unpacked
 * @param tableBytes of one {@code points.csv}, {@code paths.ndjson} or {@code readings.ndjson}, unpacked
 * @param totalBytes of all entries together, unpacked
 * @param pathBytes of one line of {@code paths.ndjson} or {@code readings.ndjson}
 * @param keys different metric keys
 */
record Limits(int runs, long jsonBytes, long tableBytes, long totalBytes, int pathBytes, int keys) {
    static final Limits DEFAULT = new Limits(1000, 16L << 20, 1L << 30, 4L << 30, 32 << 20, 20_000);

    private static final int ENTRIES_PER_RUN = 6;
    private static final int OTHER_ENTRIES = 2;
    private static final int DIRECTORY_BYTES_PER_ENTRY = 200;

    int entries() {
        return OTHER_ENTRIES + ENTRIES_PER_RUN * runs;
    }

    long directoryBytes() {
        return (long) DIRECTORY_BYTES_PER_ENTRY * entries();
    }
}
