package io.straightedge.query;

/** A filter, an order or a page token that cannot be read; the message says where, and what would be right. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String parameter;

    QueryException(String parameter, String message) {
        super(message);
        this.parameter = parameter;
    }

    /** Which parameter is wrong: {@code filter}, {@code order_by} or {@code page_token}. */
    public String parameter() {
        return parameter;
    }
}
