package io.straightedge.data;

import java.util.List;
import java.util.stream.Collectors;

/** Data that cannot be had: a wrong request, or a file that is missing or broken. */
public final class DatasetException extends RuntimeException {
    private static final long serialVersionUID = 2;

    private final transient List<UploadProblem> problems;

    /**
     * @param field the field of {@link DatasetRequest} or of the form to change, for instance {@code samples}
     * @param message the value or file, and what would be right
     */
    public DatasetException(String field, String message) {
        this(List.of(UploadProblem.of(field, message)));
    }

    /** @param problems at least one */
    DatasetException(List<UploadProblem> problems) {
        super(problems.stream().map(UploadProblem::message).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** The field of the first problem. */
    public String field() {
        return problems.get(0).field();
    }

    public List<UploadProblem> problems() {
        return problems;
    }
}
