package io.straightedge.run;

/** Starts and steers runs. Every method blocks, on the store at most, and may be called from any thread. */
public interface RunControl {

    /**
     * Queues a run.
     *
     * @throws InvalidSpecException when its data cannot be had
     * @throws ConflictException when the queue is full
     */
    Run submit(RunSpec spec);

    /**
     * Asks a queued or running run to stop; it does so within one batch.
     *
     * @throws ConflictException when its state forbids it
     */
    void stop(long run);

    /**
     * Deletes a run and all it recorded.
     *
     * @throws ConflictException while it is queued or under way
     */
    void delete(long run);

    /** A request that is fine in itself but not in the present state; the message names the state. */
    final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1;

        public ConflictException(String message) {
            super(message);
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
