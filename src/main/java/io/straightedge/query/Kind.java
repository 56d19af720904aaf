package io.straightedge.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the values of a field are, and how they are compared. */
public enum Kind {
    TEXT("a text", "=", "!=", "contains", "in"),
    TEXTS("a list of texts", "=", "!=", "contains", "in"),
    NUMBER("a number", "=", "!=", "<", "<=", ">", ">=", "in"),
    NUMBERS("a list of numbers", "=", "!=", "<", "<=", ">", ">=", "in"),
    FLAG("true or false", "=", "!=", "in"),
    TIME("a time such as 2030-01-31 or \"2030-01-31T12:00:00Z\"", "=", "!=", "<", "<=", ">", ">=", "in");

    private static final Pattern NUMERAL =
            Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?|NaN|[-+]?Infinity");

    private final String title;
    private final Set<String> operators;

    Kind(String title, String... operators) {
        this.title = title;
        this.operators = Set.of(operators);
    }

    String title() {
        return title;
    }

    boolean takes(String operator) {
        return operators.contains(operator);
    }

    /** The operators it takes, for messages. */
    String operators() {
        return List.of("=", "!=", "<", "<=", ">", ">=", "contains", "in").stream()
                .filter(operators::contains)
                .collect(Collectors.joining(", "));
    }

    /**
     * Reads a value that a filter compares with: a {@code Double}, {@code Boolean}, {@code Instant}, a text in small
     * letters, or a list of {@code Double} when several numbers stand in one text.
     *
     * @return null when the text is none
     */
    @Nullable
    Object read(String text) {
        try {
            return switch (this) {
                case TEXT, TEXTS -> text.toLowerCase(Locale.ROOT);
                case NUMBER -> number(text);
                case NUMBERS -> text.contains(",") ? numbers(text) : (Object) number(text);
                case FLAG -> flag(text);
                case TIME ->
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                            : Instant.parse(text);
            };
        } catch (NumberFormatException | DateTimeParseException e) {
            return null;
        }
    }

    /** A value of a row in the form in which it is compared and put in order; null stays null. */
    @Nullable
    Object normal(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            return text.toLowerCase(Locale.ROOT);
        }
        if (value instanceof List<?> list) {
            List<Object> parts = new ArrayList<>();
            for (Object part : list) {
                parts.add(normal(part));
            }
            return parts;
        }
        return value;
    }

    private static List<Double> numbers(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Kind::number)
                .toList();
    }

    /** Java would take 1f and hexadecimal digits too. */
    private static Double number(String text) {
        if (!NUMERAL.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return Double.valueOf(text);
    }

    private static @Nullable Boolean flag(String text) {
        return switch (text) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> null;
        };
    }
}
