package io.straightedge.store;

/**
 * By how much the stored part of a run has grown.
 *
 * @param points metric points
 * @param blobBytes of paths, pairs and readings
 */
record Growth(long points, long blobBytes) {
    static final Growth NONE = new Growth(0, 0);

    Growth plus(Growth more) {
        return new Growth(points + more.points, blobBytes + more.blobBytes);
    }
}
