package io.straightedge.engine;

import io.straightedge.data.DatasetException;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/** Tells what lies outside a run, and passes, from what the run itself does wrong. */
final class OutsideCause {
    /** What the C++ libraries say where Java says {@link OutOfMemoryError}. */
    private static final String NATIVE_OUT_OF_MEMORY = "bad_alloc";

    private OutsideCause() {}

    /** What stood in a run's way, and what to do before it is resumed; empty where the run itself is the cause. */
    static Optional<String> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Optional<String> message = message(cause);
            if (message.isPresent()) {
                return message;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> message(Throwable cause) {
        if (cause instanceof DatasetException) {
            return Optional.of("its data cannot be had (" + cause.getMessage()
                    + "); put them back or name their place with --datasets-dir, then resume it");
        }
        if (cause instanceof OutOfMemoryError
                || String.valueOf(cause.getMessage()).contains(NATIVE_OUT_OF_MEMORY)) {
            return Optional.of("memory ran out (" + reason(cause) + ", of a heap of "
                    + Runtime.getRuntime().maxMemory() / 1_000_000
                    + " MB); give the server more with java -Xmx, or let fewer runs train at a time with --workers or"
                    + " --memory-mb, then resume it");
        }
        if (cause instanceof StoreException) {
            return Optional.of("the database could not be used, and the log says why; see that the disk is well and"
                    + " has room, then resume it");
        }
        if (cause instanceof IOException || cause instanceof UncheckedIOException) {
            return Optional.of("a file could not be read or written (" + reason(cause)
                    + "); see that the disk is well and has room and that enough files may be open, then resume it");
        }
        if (cause instanceof LinkageError || cause instanceof InternalError) {
            return Optional.of("a part of the program could not be loaded or used (" + reason(cause)
                    + "); start the server again, and see that its disk is well and has room");
        }
        return Optional.empty();
    }

    /** Without the folders of this machine. */
    private static String reason(Throwable cause) {
        Throwable told = cause instanceof UncheckedIOException && cause.getCause() != null ? cause.getCause() : cause;
        if (told instanceof FileSystemException failure && failure.getFile() != null && failure.getReason() != null) {
            return Path.of(failure.getFile()).getFileName() + ": " + failure.getReason();
        }
        return told.getMessage() == null ? told.toString() : told.getMessage();
    }
}
