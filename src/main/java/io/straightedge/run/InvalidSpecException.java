package io.straightedge.run;

import java.util.List;
import java.util.stream.Collectors;

/** A run spec that cannot be run, with every field that is wrong. */
public final class InvalidSpecException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<FieldError> errors;

    /** @param errors at least one */
    public InvalidSpecException(List<FieldError> errors) {
        super(errors.stream().map(e -> e.field() + ": " + e.message()).collect(Collectors.joining("; ")));
        this.errors = List.copyOf(errors);
    }

    public InvalidSpecException(String field, String message) {
        this(List.of(new FieldError(field, message)));
    }

    public List<FieldError> errors() {
        return errors;
    }
}
