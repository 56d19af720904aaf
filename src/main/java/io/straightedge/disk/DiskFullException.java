package io.straightedge.disk;

/** Something needs room that the disk does not have; the message says how much there is, how much is needed and what to do. */
public final class DiskFullException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DiskFullException(String message) {
        super(message);
    }
}
