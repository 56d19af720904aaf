package io.straightedge.store;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/** Says in one line what a database reported. */
final class Failures {

    private static final int LONGEST = 300;

    private static final Set<Integer> OUTSIDE = Set.of(
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.FILE_CREATION_FAILED_1,
            ErrorCode.OUT_OF_MEMORY,
            ErrorCode.DATABASE_IS_READ_ONLY);

    private Failures() {}

    /** What the first database error below an exception says, or else the exception itself. */
    static String reason(Throwable thrown) {
        SQLException error = databaseError(thrown);
        String message = error == null ? thrown.getMessage() : error.getMessage();
        if (message == null || message.isBlank()) {
            return thrown.getClass().getSimpleName();
        }
        // H2 appends the statement on further lines, or advice that suits its own tools.
        String line = message.strip()
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst("; SQL statement:$|\\. Possible solution.*", "");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** Whether the statement's values were refused (SQLSTATE class 22 or 23), and not the storage failed. */
    static boolean refusedValue(Throwable thrown) {
        SQLException error = databaseError(thrown);
        String state = error == null ? null : error.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    /** Whether H2 has closed itself: at once when its file cannot be written, and then it says so at every call. */
    static boolean closed(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if ((cause instanceof SQLException error && error.getErrorCode() == ErrorCode.DATABASE_IS_CLOSED)
                    || (cause instanceof MVStoreException failure
                            && failure.getErrorCode() == DataUtils.ERROR_WRITING_FAILED)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the disk, its rights or the memory hindered opening a file, rather than what is in it. */
    static boolean outsideOfFile(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if ((cause instanceof IOException && !(cause instanceof EOFException))
                    || cause instanceof OutOfMemoryError
                    || (cause instanceof SQLException error && OUTSIDE.contains(error.getErrorCode()))) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable SQLException databaseError(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException error) {
                return error;
            }
        }
        return null;
    }
}
