package io.straightedge.web;

import io.straightedge.query.Fields;
import io.straightedge.query.Listing;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every list takes and answers: {@code filter}, {@code order_by}, {@code max_results}, {@code page_token}, and
 * {@code nextPageToken}.
 */
final class Lists {
    static final int LARGEST_PAGE = 1000;

    /** Things that are read from the store to be filtered, at a time. */
    private static final int BATCH = 1000;

    private Lists() {}

    /** What a request wants of a list. */
    record Wanted<T>(Listing<T> listing, @Nullable String token, int limit, boolean filtered) {

        /** @param usual how many come when the request does not say */
        static <T> Wanted<T> of(Request request, Fields<T> fields, boolean newestFirst, int usual) {
            String filter = Objects.requireNonNullElse(request.text("filter"), "");
            String order = Objects.requireNonNullElse(request.text("order_by"), "");
            return new Wanted<>(
                    Listing.of(filter, order, fields, newestFirst),
                    request.text("page_token"),
                    (int) request.whole("max_results", 1, LARGEST_PAGE, usual),
                    !filter.isBlank() || !order.isBlank());
        }

        /** How many things a page needs at least. */
        int batch() {
            return filtered ? BATCH : limit + 1;
        }

        JsonObject answer(String name, Listing.Source<T> source, Function<List<T>, JsonArray> json) {
            Listing.Page<T> page = listing.page(source, token, limit);
            return new JsonObject().put(name, json.apply(page.things())).put("nextPageToken", page.next());
        }
    }

    /** Answers a list that is in memory, in the order in which it comes without any other. */
    static <T> JsonObject answer(
            Request request, String name, Fields<T> fields, List<T> things, Function<T, JsonObject> json) {
        return Wanted.of(request, fields, false, LARGEST_PAGE)
                .answer(name, Listing.of(things, fields.identity()), page -> each(page, json));
    }

    static <T> JsonArray each(List<T> things, Function<T, JsonObject> json) {
        JsonArray list = new JsonArray();
        things.forEach(thing -> list.add(json.apply(thing)));
        return list;
    }
}
