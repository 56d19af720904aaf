package io.straightedge;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Holds every answer that a test gets against the contract, whose objects have no fields here but those it names. */
final class Contract {
    /** Answers that are longer repeat themselves, and checking them takes seconds. */
    private static final int LONGEST = 200_000;

    /** Who asks the same again waits for something: to check that every time would keep it from coming. */
    private static volatile String last = "";

    private static final Vertx VERTX = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
    private static final OpenAPIContract STRICT = strict();
    private static final ResponseValidator VALIDATOR = ResponseValidator.create(VERTX, STRICT);

    private Contract() {}

    /** The answer, when the contract promises it. */
    static HttpResponse<String> checked(HttpRequest request, HttpResponse<String> response) {
        String path = request.uri().normalize().getPath();
        String question = request.method() + " " + request.uri() + " " + response.statusCode();
        if (question.equals(last)) {
            return response;
        }
        last = question;
        Operation operation =
                path.endsWith("/") ? null : STRICT.findOperation(path, HttpMethod.valueOf(request.method()));
        if (operation == null) {
            boolean api = path.startsWith("/api/") || path.startsWith("/health") || path.startsWith("/metrics");
            if (api && response.statusCode() < 400) {
                throw new AssertionError("the contract does not have " + request.method() + " " + path);
            }
            return response;
        }
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        try {
            ValidatableResponse answer = type.isEmpty()
                    ? ValidatableResponse.create(response.statusCode())
                    : ValidatableResponse.create(response.statusCode(), Buffer.buffer(response.body()), type);
            if (response.body().length() > LONGEST) {
                return response;
            }
            if (type.isEmpty() || type.equals("application/json")) {
                await(VALIDATOR.validate(answer, operation.getOperationId()));
            } else if (!described(operation, response.statusCode()).contains(type)) {
                throw new AssertionError(path + " answered " + type + ", which the contract does not have");
            }
        } catch (ExecutionException | RuntimeException e) {
            throw new AssertionError(
                    "not as the contract says: " + request.method() + " " + path + " answered " + response.statusCode()
                            + " " + response.body(),
                    e);
        }
        return response;
    }

    /** The contract names types that Vert.x cannot check in the description of the answer. */
    private static String described(Operation operation, int status) {
        JsonObject path = STRICT.getRawContract().getJsonObject("paths").getJsonObject(operation.getOpenAPIPath());
        JsonObject answer = path.getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT))
                .getJsonObject("responses")
                .getJsonObject(Integer.toString(status), new JsonObject());
        return String.valueOf(answer.getString("description"));
    }

    /** Every operation, by its identity. */
    static List<Operation> operations() {
        return STRICT.operations();
    }

    private static OpenAPIContract strict() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi.yaml"))) {
            Map<String, Object> contract = new YAMLMapper().readValue(in, new TypeReference<>() {});
            close(contract);
            return await(OpenAPIContract.from(VERTX, new JsonObject(contract)));
        } catch (IOException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static void close(Object schema) {
        if (schema instanceof List<?> list) {
            list.forEach(Contract::close);
        } else if (schema instanceof Map<?, ?> map) {
            map.values().forEach(Contract::close);
            if (map.get("properties") != null && !map.containsKey("additionalProperties") && map.containsKey("type")) {
                @SuppressWarnings("unchecked")
                Map<String, Object> open = (Map<String, Object>) map;
                open.put("additionalProperties", false);
            }
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
