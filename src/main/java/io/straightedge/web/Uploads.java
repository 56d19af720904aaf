package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.AnswerStore.Kept;
import io.straightedge.run.Quotas;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Routes that take files, as {@code multipart/form-data}. They stand before the contract's router, whose
 * bodies are small and held in memory: here the body goes to temporary files, which are removed with the
 * request. Room for a body is kept before it comes, so that many at once do not pass a quota together.
 */
final class Uploads {
    static final long MAX_BYTES = 256L << 20;
    static final int MAX_OF_ONE = 2;
    static final int MAX_OF_ALL = 8;

    private static final int RETRY_SECONDS = 10;
    private static final int STRIPES = 64;
    private static final String UNDER_WAY = "uploadUnderWay";

    private final Workers workers;
    private final SlowClients slow;
    private final Router router;
    private final Access access;
    private final TemporaryFiles temporary;
    private final Repeats repeats;
    private final Quotas quotas;
    private final ConcurrencyLimit concurrency = new ConcurrencyLimit("uploads", MAX_OF_ONE, MAX_OF_ALL, RETRY_SECONDS);
    private final Map<String, Long> reserved = new HashMap<>();
    private final Object[] stripes = Stream.generate(Object::new).limit(STRIPES).toArray();

    Uploads(
            Workers workers,
            SlowClients slow,
            Router router,
            Access access,
            TemporaryFiles temporary,
            Repeats repeats,
            Quotas quotas) {
        this.workers = workers;
        this.slow = slow;
        this.router = router;
        this.access = access;
        this.temporary = temporary;
        this.repeats = repeats;
        this.quotas = quotas;
    }

    /** Adds a route whose action runs on a worker thread, once for each idempotency key. */
    void post(String operation, String path, Function<Upload, Kept> action) {
        BodyHandler body = BodyHandler.create(temporary.folder().toString())
                .setBodyLimit(MAX_BYTES)
                .setMergeFormAttributes(false)
                .setDeleteUploadedFilesOnEnd(true);
        router.post(path).handler(context -> {
            context.put(Errors.MOST_BYTES, MAX_BYTES).put(Errors.BODY, "multipart/form-data");
            context.next();
        });
        router.post(path).consumes("multipart/form-data").handler(this::take).failureHandler(Errors::answer);
        router.post(path)
                .consumes("multipart/form-data")
                .handler(body)
                .handler(context -> Objects.requireNonNull(context.<UnderWay>get(UNDER_WAY))
                        .whileWorking(workers.upload(() -> {
                            access.check(operation, context);
                            Upload upload = new Upload(context);
                            synchronized (turnOf(upload.owner())) {
                                return repeats.once(
                                        operation,
                                        new Request(context),
                                        () -> Buffer.buffer(upload.hash()),
                                        () -> action.apply(upload));
                            }
                        }))
                        .onSuccess(answer -> Routes.kept(context, answer))
                        .onFailure(context::fail))
                .failureHandler(Errors::answer);
    }

    /** Of one user one is kept at a time: what it takes counts when the next is looked at. */
    private Object turnOf(@Nullable String owner) {
        return owner == null ? new Object() : stripes[Math.floorMod(owner.hashCode(), STRIPES)];
    }

    /** Begins an upload, when there is a turn and room for it. */
    private void take(RoutingContext context) {
        UnderWay upload =
                new UnderWay(Callers.who(context), Access.caller(context).name(), length(context));
        temporary.checkRoom(declared(context).orElse(0));
        try {
            concurrency.begin(upload.who);
        } catch (AccountException e) {
            context.fail(e);
            return;
        }
        long bytes = upload.owner == null ? 0 : reserved.merge(upload.owner, upload.bytes, Long::sum);
        context.put(UNDER_WAY, upload);
        context.addEndHandler(answered -> upload.answered());
        context.request().pause();
        workers.little(() -> {
                    quotas.checkStorage(upload.owner, 0, bytes);
                    return bytes;
                })
                .onComplete(room -> {
                    context.request().resume();
                    if (room.succeeded()) {
                        slow.expectFiles(context);
                        context.next();
                    } else {
                        context.fail(room.cause());
                    }
                });
    }

    /** As the client says, or as much as it may be. */
    private static long length(RoutingContext context) {
        return Math.min(MAX_BYTES, declared(context).orElse(MAX_BYTES));
    }

    /** One upload, from its head until it is answered and nothing is done with it any more. Belongs to the event loop. */
    private final class UnderWay {
        private final String who;
        private final @Nullable String owner;
        private final long bytes;
        private boolean working;
        private boolean answered;

        UnderWay(String who, @Nullable String owner, long bytes) {
            this.who = who;
            this.owner = owner;
            this.bytes = bytes;
        }

        <T> Future<T> whileWorking(Future<T> work) {
            working = true;
            return work.onComplete(done -> {
                working = false;
                endWhenDone();
            });
        }

        void answered() {
            answered = true;
            endWhenDone();
        }

        private void endWhenDone() {
            if (answered && !working) {
                concurrency.end(who);
                if (owner != null) {
                    reserved.computeIfPresent(owner, (name, all) -> all == bytes ? null : all - bytes);
                }
            }
        }
    }

    /** Empty where the client does not say it. */
    private static OptionalLong declared(RoutingContext context) {
        @Nullable String length = context.request().getHeader("Content-Length");
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
    }
}
