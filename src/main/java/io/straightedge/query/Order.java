package io.straightedge.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which order a list comes: {@code field [asc|desc] {, field [asc|desc]}}. Things without a value come last either
 * way. The identity decides in the end, so that every thing has one place, and a page can begin after it whatever
 * has come or gone in the meantime.
 */
public final class Order<T> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Object>> LIST = new TypeReference<>() {};
    private static final int MOST_PARTS = 8;

    private final List<Part<T>> parts;

    private record Part<T>(Field<T> field, boolean descending) {}

    private Order(List<Part<T>> parts) {
        this.parts = parts;
    }

    /**
     * @param text empty for the order of the identity
     * @param newestFirst whether the identity descends
     * @throws QueryException naming what is wrong, and what would be right
     */
    public static <T> Order<T> of(String text, Fields<T> fields, boolean newestFirst) {
        List<Part<T>> parts = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            parts.add(part(part.strip(), fields));
        }
        if (parts.size() > MOST_PARTS) {
            throw wrong(parts.size() + " fields are too many; use at most " + MOST_PARTS);
        }
        parts.add(new Part<>(fields.identity(), newestFirst));
        return new Order<>(List.copyOf(parts));
    }

    /** Names of the fields it asks for. */
    public Set<String> fields() {
        return parts.stream().map(part -> part.field().name()).collect(Collectors.toSet());
    }

    /** Whether it is the order of the identity. */
    boolean natural() {
        return parts.size() == 1;
    }

    /** What decides the place of a thing. */
    List<@Nullable Object> keys(T thing) {
        List<@Nullable Object> keys = new ArrayList<>();
        parts.forEach(part -> keys.add(part.field().normal(thing)));
        return keys;
    }

    int compare(List<@Nullable Object> a, List<@Nullable Object> b) {
        for (int i = 0; i < parts.size(); i++) {
            @Nullable Object x = a.get(i);
            @Nullable Object y = b.get(i);
            int order = Comparisons.compare(x, y);
            if (order != 0) {
                boolean turned = parts.get(i).descending() && !Comparisons.missing(x) && !Comparisons.missing(y);
                return turned ? -order : order;
            }
        }
        return 0;
    }

    /** @param list tells this list from others, so that a token is not used with another */
    String token(String list, List<@Nullable Object> keys) {
        List<@Nullable Object> content = new ArrayList<>();
        content.add(list);
        keys.forEach(key -> content.add(key instanceof Instant time ? time.toString() : key));
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws QueryException when the token is not of this list */
    List<@Nullable Object> read(String token, String list) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(token);
            @Nullable List<Object> content = JSON.readValue(new String(bytes, StandardCharsets.UTF_8), LIST);
            if (content != null && content.size() == parts.size() + 1 && list.equals(content.get(0))) {
                List<@Nullable Object> keys = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    keys.add(key(parts.get(i).field().kind(), content.get(i + 1)));
                }
                return keys;
            }
        } catch (IllegalArgumentException | DateTimeException | JsonProcessingException | ClassCastException e) {
            throw wrongToken(token);
        }
        throw wrongToken(token);
    }

    private static @Nullable Object key(Kind kind, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (kind) {
            case TEXT -> (String) value;
            case FLAG -> (Boolean) value;
            case TIME -> Instant.parse((String) value);
            case NUMBER -> number(value);
            case TEXTS -> ((List<?>) value).stream().map(String.class::cast).toList();
            case NUMBERS -> ((List<?>) value).stream().map(Order::number).toList();
        };
    }

    /** JSON has no NaN and no infinity: they travel as texts. */
    private static Double number(Object value) {
        return value instanceof Number number ? (Double) number.doubleValue() : Double.valueOf((String) value);
    }

    private static <T> Part<T> part(String text, Fields<T> fields) {
        String[] words = text.split("\\s+");
        String direction = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
        if (words.length > 2 || Stream.of("asc", "desc").noneMatch(direction::equals)) {
            throw wrong("\"" + text + "\" is not a field, or a field with asc or desc after it");
        }
        Field<T> field = fields.find(words[0])
                .orElseThrow(() -> wrong("there is no field \"" + words[0] + "\"; use " + fields.names()));
        return new Part<>(field, direction.equals("desc"));
    }

    private static QueryException wrong(String message) {
        return new QueryException("order_by", message);
    }

    private static QueryException wrongToken(String token) {
        return new QueryException(
                "page_token",
                "\"" + token + "\" is not of this list; use nextPageToken of the page before, with the same filter and"
                        + " order_by");
    }
}
