package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.vertx.core.Vertx;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Routes that take files, as {@code multipart/form-data}. They stand before the contract's router, whose
 * bodies are small and held in memory: here the body goes to temporary files, which are removed with the
 * request.
 */
final class Uploads {
    static final long MOST_BYTES = 256L << 20;

    /** Each holds a file of its size, and a worker and much memory while it is read. */
    static final int MOST_AT_ONCE = 4;

    private static final int RETRY_SECONDS = 10;

    private final Vertx vertx;
    private final Router router;
    private final Access access;
    private final TemporaryFiles temporary;
    private int underWay;

    /** A request whose files have arrived. */
    static final class Upload {
        private final RoutingContext context;

        private Upload(RoutingContext context) {
            this.context = context;
        }

        /** Name of the user who sends it; null when accounts are off. */
        @Nullable
        String owner() {
            return Access.caller(context).name();
        }

        /** A text field of the form; null when it is missing. */
        @Nullable
        String text(String field) {
            return context.request().getFormAttribute(field);
        }

        /** Whether the form has a file in this field. */
        boolean has(String field) {
            return context.fileUploads().stream()
                    .anyMatch(upload -> upload.name().equals(field));
        }

        /** How much the files are together. */
        long bytes() {
            return context.fileUploads().stream().mapToLong(FileUpload::size).sum();
        }

        /** The file of a field, there until the request is answered. */
        Path file(String field) {
            List<FileUpload> files = context.fileUploads().stream()
                    .filter(upload -> upload.name().equals(field))
                    .toList();
            if (files.size() != 1) {
                throw new Errors.BadParameterException(field, files.size() + " files", "one file in a multipart form");
            }
            return Path.of(files.get(0).uploadedFileName());
        }
    }

    Uploads(Vertx vertx, Router router, Access access, TemporaryFiles temporary) {
        this.vertx = vertx;
        this.router = router;
        this.access = access;
        this.temporary = temporary;
    }

    /** Adds a route whose action runs on a worker thread and whose result is sent by {@code answer}. */
    <T> void post(String operation, String path, Function<Upload, T> action, Routes.Answer<T> answer) {
        BodyHandler body = BodyHandler.create(temporary.folder().toString())
                .setBodyLimit(MOST_BYTES)
                .setMergeFormAttributes(false)
                .setDeleteUploadedFilesOnEnd(true);
        router.post(path).handler(context -> {
            context.put(Errors.MOST_BYTES, MOST_BYTES).put(Errors.BODY, "multipart/form-data");
            context.next();
        });
        router.post(path).consumes("multipart/form-data").handler(this::take).failureHandler(Errors::answer);
        router.post(path)
                .consumes("multipart/form-data")
                .handler(body)
                .handler(context -> vertx.executeBlocking(
                                () -> {
                                    access.check(operation, context);
                                    return action.apply(new Upload(context));
                                },
                                false)
                        .onSuccess(result -> answer.send(context, result))
                        .onFailure(context::fail))
                .failureHandler(Errors::answer);
    }

    private void take(RoutingContext context) {
        temporary.checkRoom(length(context.request().getHeader("Content-Length")));
        if (underWay >= MOST_AT_ONCE) {
            context.fail(AccountException.tooMany(
                    MOST_AT_ONCE + " uploads are under way; try again in " + RETRY_SECONDS + " seconds",
                    RETRY_SECONDS));
            return;
        }
        underWay++;
        context.addEndHandler(ended -> underWay--);
        context.next();
    }

    /** 0 where the length is not told, or not a number: then the body is counted as it comes. */
    private static long length(@Nullable String header) {
        return header != null && header.matches("\\d{1,15}") ? Long.parseLong(header) : 0;
    }
}
