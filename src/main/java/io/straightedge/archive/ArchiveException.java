package io.straightedge.archive;

import org.jspecify.annotations.Nullable;

/** An archive that cannot be imported; the message names the entry, the line and what would be right. */
public final class ArchiveException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ArchiveException(String message) {
        super(message);
    }

    ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
