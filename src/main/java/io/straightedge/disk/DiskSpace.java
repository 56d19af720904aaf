package io.straightedge.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The room on the disk of the data directory, some of which stays free: a database that cannot write is closed. */
public final class DiskSpace {
    private static final double MEGABYTE = 1e6;
    private static final long DEFAULT_MIN_FREE = 500_000_000;
    private static final long DEFAULT_MIN_SHARE = 20;

    private final long minFree;
    private final LongSupplier free;
    private volatile long lastFree;

    /**
     * @param minFree bytes that stay free, or null for 500 MB or a twentieth of the disk, whichever is less
     * @throws UncheckedIOException when the disk cannot be asked
     */
    public static DiskSpace of(Path directory, @Nullable Long minFree) {
        long kept = minFree != null ? minFree : Math.min(DEFAULT_MIN_FREE, total(directory) / DEFAULT_MIN_SHARE);
        return new DiskSpace(kept, () -> usable(directory));
    }

    /** @param free tells how many bytes there are */
    public DiskSpace(long minFree, LongSupplier free) {
        this.minFree = minFree;
        this.free = free;
        this.lastFree = free.getAsLong();
    }

    /** Asks the disk how many bytes are free; all others go by its last answer. */
    void ask() {
        lastFree = free.getAsLong();
    }

    /** Bytes that are free. */
    public long free() {
        return lastFree;
    }

    /** Bytes that stay free. */
    public long minFree() {
        return minFree;
    }

    /** Whether less is free than has to be. */
    public boolean full() {
        return lastFree < minFree;
    }

    /**
     * Refuses what would not leave enough free. Never waits for the disk.
     *
     * @param bytes that are to be written
     * @param what is to be done, after "to"
     * @throws DiskFullException naming the room that there is and that is needed, and what to do
     */
    public void check(long bytes, String what) {
        @Nullable String problem = problem(bytes, what);
        if (problem != null) {
            throw new DiskFullException(problem);
        }
    }

    /** Why so many more bytes may not be written, or null. */
    @Nullable
    String problem(long bytes, String what) {
        long left = lastFree;
        return left - bytes >= minFree
                ? null
                : "the disk of the data directory has " + megabytes(left) + " MB free, and "
                        + megabytes(minFree + bytes)
                        + " MB are needed to " + what
                        + "; delete runs, uploads or backups that are no longer needed, or"
                        + " other files on it";
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MEGABYTE);
    }

    private static long total(Path directory) {
        try {
            return store(directory).getTotalSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + directory + " cannot be asked", e);
        }
    }

    private static long usable(Path directory) {
        try {
            return store(directory).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + directory + " cannot be asked", e);
        }
    }

    private static FileStore store(Path directory) throws IOException {
        return Files.getFileStore(directory);
    }
}
