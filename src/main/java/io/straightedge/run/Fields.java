package io.straightedge.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object strictly: every field is checked against its limits, missing ones take their
 * default, unknown ones are errors. Errors are collected, so that a form can show all of them at once.
 */
final class Fields {
    private final String path;
    private final Map<?, ?> values;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    Fields(Map<?, ?> values) {
        this("", values, new ArrayList<>());
    }

    private Fields(String path, Map<?, ?> values, List<FieldError> errors) {
        this.path = path;
        this.values = values;
        this.errors = errors;
    }

    /** The object under a name; empty when it is missing. */
    Fields object(String name) {
        Object value = take(name);
        if (value != null && !(value instanceof Map)) {
            error(name, show(value) + " is not an object; use {…}");
        }
        return new Fields(path + name + ".", value instanceof Map<?, ?> map ? map : Map.of(), errors);
    }

    String text(String name, int maxLength, String fallback) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof String text) || text.length() > maxLength) {
            error(name, show(value) + " is not a text of at most " + maxLength + " characters");
            return fallback;
        }
        return text;
    }

    String choice(String name, List<String> allowed, String fallback) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof String text) || !allowed.contains(text)) {
            error(name, show(value) + " is not known; use " + String.join(" or ", allowed));
            return fallback;
        }
        return text;
    }

    boolean flag(String name, boolean fallback) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof Boolean flag)) {
            error(name, show(value) + " is neither true nor false");
            return fallback;
        }
        return flag;
    }

    int whole(String name, int min, int max, int fallback) {
        Object value = take(name);
        return value == null ? fallback : (int) whole(name, value, min, max, fallback);
    }

    long wholeLong(String name, long min, long max, long fallback) {
        Object value = take(name);
        return value == null ? fallback : whole(name, value, min, max, fallback);
    }

    @Nullable
    Integer optionalWhole(String name, int min, int max) {
        Object value = take(name);
        return value == null ? null : (Integer) (int) whole(name, value, min, max, min);
    }

    /** A finite number in [min, max]. */
    double number(String name, double min, double max, double fallback) {
        Object value = take(name);
        return value == null ? fallback : number(name, value, min, max, fallback);
    }

    @Nullable
    Double optionalNumber(String name, double min, double max) {
        Object value = take(name);
        return value == null ? null : (Double) number(name, value, min, max, min);
    }

    @Nullable
    String optionalText(String name, int maxLength) {
        return values.get(name) == null ? nothing(name) : text(name, maxLength, "");
    }

    List<String> texts(String name, int maxCount, int maxLength, List<String> fallback) {
        if (take(name) == null) {
            return fallback;
        }
        List<String> result = new ArrayList<>();
        for (Object value : list(name, 0, maxCount, List.of())) {
            if (value instanceof String text && !text.isBlank() && text.length() <= maxLength) {
                result.add(text);
            } else {
                error(
                        name + "[" + result.size() + "]",
                        show(value) + " is not a text of 1 to " + maxLength + " characters");
                break;
            }
        }
        return List.copyOf(result);
    }

    List<Integer> wholes(String name, int minCount, int maxCount, int min, int max, List<Integer> fallback) {
        List<Integer> result = new ArrayList<>();
        for (Object value : list(name, minCount, maxCount, fallback)) {
            result.add((int) whole(name + "[" + result.size() + "]", value, min, max, min));
        }
        return List.copyOf(result);
    }

    List<Long> wholeLongs(String name, int minCount, int maxCount, long min, long max, List<Long> fallback) {
        List<Long> result = new ArrayList<>();
        for (Object value : list(name, minCount, maxCount, fallback)) {
            result.add(whole(name + "[" + result.size() + "]", value, min, max, min));
        }
        return List.copyOf(result);
    }

    /** An object whose fields are read elsewhere; empty when it is missing. */
    Map<String, Object> map(String name) {
        Object value = take(name);
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            error(name, show(value) + " is not an object; use {…}");
            return Map.of();
        }
        return copy(map);
    }

    /** A list of such objects; empty when it is missing. */
    List<Map<String, Object>> maps(String name) {
        List<Map<String, Object>> result = new ArrayList<>();
        for (Object value : list(name, 0, Integer.MAX_VALUE, List.of())) {
            if (value instanceof Map<?, ?> map) {
                result.add(copy(map));
            } else {
                error(name + "[" + result.size() + "]", show(value) + " is not an object; use {…}");
                break;
            }
        }
        return result;
    }

    /** Records an error that needs more than one field to see. */
    void error(String name, String message) {
        errors.add(new FieldError(path + name, message));
    }

    /** Names fields nobody asked for. */
    void rejectUnknown() {
        for (Object name : values.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                error(
                        String.valueOf(name),
                        "is not a field here; known are "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }

    /** @throws InvalidSpecException when anything was wrong in this object or one below it */
    void throwIfWrong() {
        if (!errors.isEmpty()) {
            throw new InvalidSpecException(errors);
        }
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> result.put(String.valueOf(key), value));
        return result;
    }

    private @Nullable Object take(String name) {
        known.add(name);
        return values.get(name);
    }

    private @Nullable String nothing(String name) {
        take(name);
        return null;
    }

    private Collection<?> list(String name, int minCount, int maxCount, List<?> fallback) {
        Object value = take(name);
        if (value == null) {
            return fallback;
        }
        if (!(value instanceof Collection<?> list) || list.size() < minCount || list.size() > maxCount) {
            error(name, show(value) + " is not a list of " + minCount + " to " + maxCount + " entries");
            return fallback;
        }
        return list;
    }

    private long whole(String name, @Nullable Object value, long min, long max, long fallback) {
        if (value instanceof Number number) {
            double asDouble = number.doubleValue();
            if (asDouble == Math.rint(asDouble) && asDouble >= min && asDouble <= max) {
                return new BigDecimal(number.toString()).longValue();
            }
        }
        error(name, show(value) + " is not allowed; use a whole number from " + min + " to " + max);
        return fallback;
    }

    private double number(String name, Object value, double min, double max, double fallback) {
        if (value instanceof Number number) {
            double result = number.doubleValue();
            if (result >= min && result <= max) {
                return result;
            }
        }
        error(name, show(value) + " is not allowed; use a number from " + plain(min) + " to " + plain(max));
        return fallback;
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String show(@Nullable Object value) {
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return text.length() > 60 ? text.substring(0, 57) + "…" : text;
    }
}
