package io.straightedge.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts and steers runs. Every method blocks, on the store at most, and may be called from any thread. What queues runs
 * is refused with a {@code DiskFullException} while the disk has no room.
 */
public interface RunControl {

    /**
     * Queues a run.
     *
     * @param owner name of the user who makes it, or null
     * @throws InvalidSpecException when its data cannot be had
     * @throws ConflictException when the queue is full
     * @throws Quotas.ExceededException when the owner may not have more
     */
    Run submit(RunSpec spec, @Nullable String owner);

    /** Queues a run that is nobody's. */
    default Run submit(RunSpec spec) {
        return submit(spec, null);
    }

    /**
     * Asks a queued or running run to wait until it is resumed; it does so within one batch.
     *
     * @throws ConflictException when its state forbids it
     */
    void pause(long run);

    /**
     * Queues a paused, interrupted or failed run before others of its owner; it goes on from its last checkpoint as if
     * it had never waited, or from its start where there is none.
     *
     * @throws ConflictException when its state forbids it, or the queue is full
     * @throws Quotas.ExceededException when the owner may not have more
     */
    void resume(long run);

    /**
     * Queues a new run with the spec of this one.
     *
     * @param owner name of the user who makes the new one, or null
     * @throws InvalidSpecException when its data cannot be had any more
     * @throws ConflictException when the queue is full
     * @throws Quotas.ExceededException when the owner may not have more
     */
    Run again(long run, @Nullable String owner);

    /**
     * Moves a run among the queued ones of its owner, to their turn at a position or the next after it.
     *
     * @param position from 0, the next to begin; beyond the end is the end
     * @throws ConflictException when it is not queued
     */
    void move(long run, int position);

    /** The queued runs, the next to begin first. */
    List<Long> queue();

    /**
     * Asks a run that has not ended to stop, for good; it does so within one batch.
     *
     * @throws ConflictException when its state forbids it
     */
    void stop(long run);

    /**
     * Deletes a run and all it recorded.
     *
     * @throws ConflictException while it is queued or running
     */
    void delete(long run);

    /** A request that is fine in itself but not in the present state; the message names the state. */
    final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public ConflictException(String message) {
            super(message);
        }
    }

    /** A change of something that has been changed in the meantime. */
    final class StaleVersionException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final long version;

        /** @param version that it has now */
        public StaleVersionException(long run, long given, long version) {
            super("run " + run + " was changed in the meantime: it has version " + version + ", not " + given
                    + "; look at it again before changing it");
            this.version = version;
        }

        public long version() {
            return version;
        }
    }

    /** No run has this number. */
    final class NoSuchRunException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NoSuchRunException(long run) {
            super("there is no run " + run);
        }
    }
}
