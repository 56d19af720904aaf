package io.straightedge.data;

/** Data that cannot be had: a wrong request, or a file that is missing or broken. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String field;

    /**
     * @param field the field of {@link DatasetRequest} to change, for instance {@code samples}
     * @param message the value or file, and what would be right
     */
    public DatasetException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
