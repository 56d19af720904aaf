package io.straightedge.data;

import org.jspecify.annotations.Nullable;

/**
 * Why data cannot be taken, and what to do.
 *
 * @param field of the request or form to change
 * @param column of the table; null where it is not about one
 * @param line of the table where it is first met; null where it is not about one
 */
public record UploadProblem(String field, String message, @Nullable String column, @Nullable Long line) {
    static UploadProblem of(String field, String message) {
        return new UploadProblem(field, message, null, null);
    }

    /** Of a column; {@code line} 0 for none. */
    static UploadProblem of(String field, String message, String column, long line) {
        return new UploadProblem(field, message, column, line > 0 ? line : null);
    }
}
