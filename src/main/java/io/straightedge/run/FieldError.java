package io.straightedge.run;

/**
 * One thing wrong with a request.
 *
 * @param field dotted path of the field, for instance {@code network.hidden[0]}
 * @param message the value that came and what would be right, as a sentence part: "-5 is not a
 *     width; use a whole number from 1 to 16384"
 */
public record FieldError(String field, String message) {}
