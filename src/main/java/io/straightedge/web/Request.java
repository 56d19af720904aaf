package io.straightedge.web;

import io.straightedge.account.Caller;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a route wants to know of its request, read strictly. */
final class Request {
    private final RoutingContext context;

    Request(RoutingContext context) {
        this.context = context;
    }

    /** For what belongs to the transport: cookies, and what the audit log has to know. */
    RoutingContext context() {
        return context;
    }

    /** Who makes it. */
    Caller caller() {
        return Access.caller(context);
    }

    /** A header; null when it is missing. */
    @Nullable
    String header(String name) {
        return context.request().getHeader(name);
    }

    String path() {
        return context.normalizedPath();
    }

    /** The body as it came. */
    Buffer bytes() {
        @Nullable Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }

    /** The client's address. */
    String address() {
        return Peers.of(context).address();
    }

    /** What is asked for: the path and the query. */
    String uri() {
        return context.request().uri();
    }

    /** What the client can unpack; null when it does not say. */
    @Nullable
    String acceptEncoding() {
        return context.request().getHeader("Accept-Encoding");
    }

    /** The run, the experiment or the token in the path. */
    long id() {
        return parse("id", context.pathParam("id"), 1, Long.MAX_VALUE);
    }

    /** The dataset or the user in the path. */
    String name() {
        return String.valueOf(context.pathParam("name"));
    }

    /** A whole number from the query. */
    long whole(String name, long min, long max, long fallback) {
        @Nullable String value = context.request().getParam(name);
        return value == null ? fallback : parse(name, value, min, max);
    }

    /** A number from the query; without a fallback it has to be there. */
    double decimal(String name, @Nullable Double fallback) {
        @Nullable String value = context.request().getParam(name);
        if (value == null && fallback != null) {
            return fallback;
        }
        try {
            return Double.parseDouble(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new Errors.BadParameterException(name, value, "a number");
        }
    }

    /** A text from the query; null when it is missing. */
    @Nullable
    String text(String name) {
        return context.request().getParam(name);
    }

    /** Comma-separated whole numbers from 1 on, from the query. */
    List<Integer> wholeList(String name, int maxCount, int maxValue) {
        return list(name, maxCount).stream()
                .map(value -> (int) parse(name, value, 1, maxValue))
                .toList();
    }

    /** Comma-separated keys of metrics from the query; none when they are missing. */
    Set<String> keys(String name) {
        return new LinkedHashSet<>(list(name, Bounds.MAX_KEYS));
    }

    private List<String> list(String name, int maxCount) {
        @Nullable String value = context.request().getParam(name);
        List<String> parts = value == null || value.isEmpty() ? List.of() : Arrays.asList(value.split(",", -1));
        if (parts.size() > maxCount) {
            throw new Errors.BadParameterException(
                    name, parts.size() + " entries", "at most " + maxCount + ", with commas between them");
        }
        return parts;
    }

    /** Whether the query asks for comma-separated values. */
    boolean wantsCsv() {
        return "csv".equals(context.request().getParam("format"));
    }

    /** The body, which has to be a JSON object. */
    JsonObject body() {
        @Nullable String type = context.request().getHeader("Content-Type");
        if (type == null || !type.startsWith("application/json")) {
            throw new DecodeException(
                    "the request body has to be JSON, with the header Content-Type: application/json");
        }
        Object value = Json.decodeValue(bytes());
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new DecodeException("the request body has to be a JSON object");
    }

    /** A whole number from the body. */
    int bodyWhole(String name, int min, int max) {
        return (int) parse(name, String.valueOf(body().getValue(name)), min, max);
    }

    private static long parse(String name, @Nullable String value, long min, long max) {
        String right = max == Long.MAX_VALUE
                ? "a whole number from " + min + " on"
                : "a whole number from " + min + " to " + max;
        try {
            long number = Long.parseLong(String.valueOf(value));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Errors.BadParameterException(name, value, right);
        }
        throw new Errors.BadParameterException(name, value, right);
    }
}
