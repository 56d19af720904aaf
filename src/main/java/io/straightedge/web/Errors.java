package io.straightedge.web;

import io.netty.handler.codec.DecoderException;
import io.straightedge.account.AccountException;
import io.straightedge.archive.ArchiveException;
import io.straightedge.data.DatasetException;
import io.straightedge.disk.DiskFullException;
import io.straightedge.query.QueryException;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.FieldError;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.Quotas;
import io.straightedge.run.RunControl;
import io.straightedge.run.StoreException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that turns what went wrong into an answer. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    /** Names under which a route whose bodies are not as the others' keeps what they have to be in the request. */
    static final String MOST_BYTES = "mostBytes";

    static final String BODY = "body";

    private Errors() {}

    /** Handles the failure of a route. */
    static void answer(RoutingContext context) {
        Throwable cause = context.failure();
        boolean form = context.get(BODY) != null;
        if (context.response().closed()
                || cause instanceof HttpClosedException
                || (cause instanceof IOException && !form)) {
            LOG.debug(
                    "{} {} was given up by its client",
                    context.request().method(),
                    context.request().path(),
                    cause);
            return;
        }
        if (cause instanceof BadHeadException || isAboutTheHost(context)) {
            closeAfter(context);
            String problem = cause instanceof BadHeadException
                    ? cause.getMessage()
                    : "the header Host has to be the name or address of this server, such as localhost:8080";
            send(context, 400, "invalid_request", problem, List.of());
        } else if (form && (cause instanceof IOException || cause instanceof DecoderException)) {
            send(
                    context,
                    400,
                    "invalid_request",
                    "the form cannot be read; it may have " + HttpVerticle.MAX_FORM_FIELDS + " fields of "
                            + HttpVerticle.MAX_FIELD_BYTES + " bytes each, files excepted",
                    List.of());
        } else if (cause instanceof InvalidSpecException invalid) {
            send(context, 400, "invalid_spec", invalid.getMessage(), invalid.errors());
        } else if (cause instanceof BadParameterException bad) {
            send(
                    context,
                    400,
                    "invalid_parameter",
                    bad.getMessage(),
                    List.of(new FieldError(bad.field(), bad.advice())));
        } else if (cause instanceof QueryException query) {
            String problem = String.valueOf(query.getMessage());
            send(
                    context,
                    400,
                    "invalid_parameter",
                    query.parameter() + ": " + problem,
                    List.of(new FieldError(query.parameter(), problem)));
        } else if (cause instanceof DatasetException data) {
            send(
                    context,
                    400,
                    "invalid_dataset",
                    data.field() + ": " + data.getMessage(),
                    data.problems().stream()
                            .map(problem -> new FieldError(problem.field(), problem.message()))
                            .toList());
        } else if (cause instanceof AccountException account) {
            answer(context, account);
        } else if (cause instanceof ValidatorException || cause instanceof DecodeException) {
            send(context, 400, "invalid_request", cause.getMessage(), List.of());
        } else if (cause instanceof BadRequestException) {
            send(context, 400, "invalid_parameter", cause.getMessage(), List.of());
        } else if (cause instanceof ArchiveException) {
            send(context, 400, "invalid_archive", cause.getMessage(), List.of());
        } else if (cause instanceof RunControl.NoSuchRunException) {
            send(context, 404, "not_found", cause.getMessage(), List.of());
        } else if (cause instanceof NotFoundException || cause instanceof ExperimentControl.NoSuchExperimentException) {
            send(context, 404, "not_found", cause.getMessage(), List.of());
        } else if (cause instanceof RunControl.StaleVersionException stale) {
            send(context, 409, error("conflict", cause.getMessage()).put("version", stale.version()));
        } else if (cause instanceof Quotas.ExceededException) {
            send(context, 409, "quota_exceeded", cause.getMessage(), List.of());
        } else if (cause instanceof Repeats.OtherRequestException) {
            send(context, 422, "key_used", cause.getMessage(), List.of());
        } else if (cause instanceof RunControl.ConflictException) {
            send(context, 409, "conflict", cause.getMessage(), List.of());
        } else if (cause instanceof DiskFullException) {
            send(context, 507, "disk_full", cause.getMessage(), List.of());
        } else if (cause instanceof StoreException) {
            // While a database that closed itself is not open yet, every request fails, and a stack says no more.
            LOG.error(
                    "{} {}: {}",
                    context.request().method(),
                    context.request().path(),
                    cause.getMessage(),
                    cause.getCause());
            send(context, 503, "store_unavailable", cause.getMessage(), List.of());
        } else if (brokeOff(context, cause)) {
            closeAfter(context);
            byStatus(context, 400);
        } else if (cause instanceof HttpException http && http.getCause() instanceof ValidatorException invalid) {
            answer(context, invalid);
        } else if (cause instanceof HttpException http) {
            byStatus(context, http.getStatusCode());
        } else if (cause != null) {
            LOG.error("{} {}", context.request().method(), context.request().path(), cause);
            byStatus(context, 500);
        } else {
            byStatus(context, context.statusCode());
        }
    }

    /** Where the next request begins cannot be told. */
    private static void closeAfter(RoutingContext context) {
        context.response().putHeader("Connection", "close");
        context.addEndHandler(answered -> context.request().connection().close());
    }

    /** The router refuses, before any route sees it, a request that does not say or misspells whom it is for. */
    private static boolean isAboutTheHost(RoutingContext context) {
        return context.statusCode() == 400 && context.request().authority() == null;
    }

    /** Whether the body cannot be told from the bytes that came. */
    private static boolean brokeOff(RoutingContext context, @Nullable Throwable cause) {
        return cause instanceof DecoderException
                || (cause instanceof IllegalArgumentException
                        && !Origins.safe(context.request().method())
                        && !context.request().isEnded());
    }

    /** What the contract does not allow: of a body the field, and why. */
    private static void answer(RoutingContext context, ValidatorException cause) {
        if (cause instanceof SchemaValidationException body
                && body.getOutputUnit().getErrors() != null) {
            List<FieldError> fields = body.getOutputUnit().getErrors().stream()
                    .filter(error -> !error.getError().startsWith("Property \"")
                            && !error.getInstanceLocation().equals("#"))
                    .map(error -> new FieldError(
                            error.getInstanceLocation().substring(2).replace('/', '.'), error.getError()))
                    .toList();
            if (!fields.isEmpty()) {
                FieldError first = fields.get(0);
                send(context, 400, "invalid_request", first.field() + ": " + first.message(), fields);
                return;
            }
        }
        send(context, 400, "invalid_request", cause.getMessage(), List.of());
    }

    private static void answer(RoutingContext context, AccountException cause) {
        String problem = String.valueOf(cause.getMessage());
        switch (cause.kind()) {
            case INVALID -> {
                String field = String.valueOf(cause.field());
                send(
                        context,
                        400,
                        "invalid_parameter",
                        field + ": " + problem,
                        List.of(new FieldError(field, problem)));
            }
            case LOGIN_NEEDED -> {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                send(context, 401, "login_needed", problem, List.of());
            }
            case WRONG_LOGIN -> send(context, 401, "wrong_login", problem, List.of());
            case FORBIDDEN -> send(context, 403, "forbidden", problem, List.of());
            case MISSING -> send(context, 404, "not_found", problem, List.of());
            case CONFLICT -> send(context, 409, "conflict", problem, List.of());
            case TOO_MANY -> {
                context.response().putHeader("Retry-After", Long.toString(cause.retryAfterSeconds()));
                send(context, 429, "too_many", problem, List.of());
            }
        }
    }

    /** An answer for a status that says it all. */
    private static void byStatus(RoutingContext context, int status) {
        String path = context.request().path();
        switch (status) {
            case 403 ->
                send(
                        context,
                        403,
                        "forbidden",
                        "a page of another host may not do this; open Straightedge's own address",
                        List.of());
            case 404 -> send(context, 404, "not_found", "there is nothing at " + path, List.of());
            case 405 ->
                send(
                        context,
                        405,
                        "method_not_allowed",
                        context.request().method() + " is not offered at " + path,
                        List.of());
            case 413 ->
                send(
                        context,
                        413,
                        "too_large",
                        "the request body is larger than " + context.get(MOST_BYTES, (long) HttpVerticle.MAX_BODY_BYTES)
                                + " bytes",
                        List.of());
            case 426 -> send(context, 426, "upgrade_required", path + " is a WebSocket; open it as one", List.of());
            case 400, 415 ->
                send(
                        context,
                        status,
                        "invalid_request",
                        "the request body has to be " + context.get(BODY, "JSON"),
                        List.of());
            case 417 ->
                send(
                        context,
                        417,
                        "invalid_request",
                        "the header Expect may be 100-continue, or be left out",
                        List.of());
            default ->
                send(
                        context,
                        status < 400 ? 500 : status,
                        "error",
                        "the server failed on this request; its log says why",
                        List.of());
        }
    }

    private static void send(
            RoutingContext context, int status, String code, @Nullable String message, List<FieldError> fields) {
        JsonObject error = error(code, Places.shown(context, String.valueOf(message)));
        if (!fields.isEmpty()) {
            JsonArray list = new JsonArray();
            fields.forEach(f -> list.add(
                    new JsonObject().put("field", f.field()).put("message", Places.shown(context, f.message()))));
            error.put("field", fields.get(0).field()).put("fields", list);
        }
        send(context, status, error);
    }

    private static JsonObject error(String code, @Nullable String message) {
        return new JsonObject().put("code", code).put("message", message);
    }

    private static void send(RoutingContext context, int status, JsonObject error) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("error", error).toBuffer());
        }
    }

    /** A query or path parameter that cannot be read. */
    static final class BadParameterException extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String field;
        private final String advice;

        BadParameterException(String field, @Nullable String value, String right) {
            super(field + ": " + advice(value, right));
            this.field = field;
            this.advice = advice(value, right);
        }

        private static String advice(@Nullable String value, String right) {
            return value == null
                    ? "is missing; it has to be " + right
                    : "\"" + value + "\" is not allowed; use " + right;
        }

        String advice() {
            return advice;
        }

        String field() {
            return field;
        }
    }

    /** A head that has to be another. */
    static final class BadHeadException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadHeadException(String message) {
            super(message);
        }
    }

    /** Parameters that can be read, but not together. */
    static final class BadRequestException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadRequestException(@Nullable String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Something below a run is not there. */
    static final class NotFoundException extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotFoundException(String message) {
            super(message);
        }
    }
}
