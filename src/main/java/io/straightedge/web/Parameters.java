package io.straightedge.web;

import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the parameters of a request against the contract, so that an error names the value and what would be right. */
final class Parameters {
    private final OpenAPIContract contract;

    Parameters(OpenAPIContract contract) {
        this.contract = contract;
    }

    void check(RoutingContext context) {
        @Nullable
        Operation operation = contract.findOperation(
                context.normalizedPath(), context.request().method());
        if (operation == null) {
            context.next();
            return;
        }
        for (Parameter parameter : operation.getParameters()) {
            @Nullable String value = value(context, operation, parameter);
            Optional<String> right =
                    value != null ? right(parameter.getSchema(), value) : when(parameter.isRequired(), "there");
            if (right.isPresent()) {
                context.fail(new Errors.BadParameterException(parameter.getName(), value, right.get()));
                return;
            }
        }
        context.next();
    }

    private static @Nullable String value(RoutingContext context, Operation operation, Parameter parameter) {
        return switch (parameter.getIn()) {
            case QUERY -> context.request().getParam(parameter.getName());
            case HEADER -> context.request().getHeader(parameter.getName());
            case COOKIE -> null;
            case PATH -> {
                List<String> places =
                        Arrays.asList(operation.getAbsoluteOpenAPIPath().split("/", -1));
                int place = places.indexOf("{" + parameter.getName() + "}");
                yield context.normalizedPath().split("/", -1)[place];
            }
        };
    }

    /** What would be right; empty when the value is. */
    private static Optional<String> right(JsonSchema schema, String value) {
        @Nullable JsonArray choices = schema.get("enum");
        if (choices != null) {
            return when(
                    !choices.contains(value),
                    String.join(" or ", choices.stream().map(String::valueOf).toList()));
        }
        return switch (String.valueOf(schema.<Object>get("type"))) {
            case "integer" -> whole(schema, value);
            case "number" -> when(!isNumber(value), "a number");
            default -> {
                int least = Integer.parseInt(String.valueOf(schema.<Object>get("minLength", 0)));
                int most = Integer.parseInt(String.valueOf(schema.<Object>get("maxLength", Integer.MAX_VALUE)));
                yield when(
                        value.length() < least || value.length() > most,
                        "a text of " + least + " to " + most + " characters");
            }
        };
    }

    private static Optional<String> whole(JsonSchema schema, String value) {
        long least = Long.parseLong(String.valueOf(schema.<Object>get("minimum", Long.MIN_VALUE)));
        @Nullable Object most = schema.get("maximum");
        String right = "a whole number from " + least + (most == null ? " on" : " to " + most);
        try {
            long number = Long.parseLong(value);
            return when(number < least || most != null && number > Long.parseLong(String.valueOf(most)), right);
        } catch (NumberFormatException e) {
            return Optional.of(right);
        }
    }

    private static boolean isNumber(String value) {
        try {
            return Double.isFinite(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<String> when(boolean wrong, String right) {
        return wrong ? Optional.of(right) : Optional.empty();
    }
}
