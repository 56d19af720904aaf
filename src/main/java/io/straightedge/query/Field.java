package io.straightedge.query;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What lists of some thing can be filtered and put in order by.
 *
 * @param choices the only values there are; empty where there is no such list
 * @param value of a thing: a {@code Number}, {@code String}, {@code Boolean}, {@code Instant}, a list, or null
 */
public record Field<T>(String name, Kind kind, List<String> choices, Function<T, @Nullable Object> value) {

    public static <T> Field<T> of(String name, Kind kind, Function<T, @Nullable Object> value) {
        return new Field<>(name, kind, List.of(), value);
    }

    public static <T> Field<T> oneOf(String name, List<String> choices, Function<T, @Nullable Object> value) {
        return new Field<>(name, Kind.TEXT, choices, value);
    }

    @Nullable
    Object normal(T thing) {
        return kind.normal(value.apply(thing));
    }
}
