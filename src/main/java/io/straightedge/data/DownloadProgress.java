package io.straightedge.data;

/**
 * How far the download of a dataset is.
 *
 * @param bytes that have arrived, of all files
 * @param files that are complete
 * @param allFiles that it has
 * @param message why it failed and what to do, or empty
 */
public record DownloadProgress(State state, long bytes, int files, int allFiles, String message) {

    /** Where a download is. */
    public enum State {
        NONE,
        RUNNING,
        FAILED,
        DONE
    }
}
