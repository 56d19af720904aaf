package io.straightedge.web;

import io.straightedge.account.AnswerStore;
import io.straightedge.account.AnswerStore.Kept;
import io.straightedge.run.RunControl;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does once what is asked for twice with the same {@code Idempotency-Key}: the second request gets the first one's
 * answer. Every method blocks.
 */
final class Repeats {
    static final String HEADER = "Idempotency-Key";
    static final Duration LASTS = Duration.ofDays(1);

    private static final int STRIPES = 64;

    private final AnswerStore store;
    private final Clock clock;
    private final Object[] stripes = Stream.generate(Object::new).limit(STRIPES).toArray();

    /** @param again whether it is one that was given before */
    record Answer(Kept kept, boolean again) {}

    Repeats(AnswerStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * @param action what to do; its answer has an empty request
     * @throws OtherRequestException when the key came with another request
     */
    Answer once(String operation, Request request, Supplier<Kept> action) {
        return once(operation, request, request::bytes, action);
    }

    /** @param body what came, or its hash */
    Answer once(String operation, Request request, Supplier<Buffer> body, Supplier<Kept> action) {
        @Nullable String given = request.header(HEADER);
        if (given == null) {
            return new Answer(action.get(), false);
        }
        String caller = String.valueOf(request.caller().name());
        String key =
                Hashes.sha256Hex(String.join("\n", caller, operation, given).getBytes(StandardCharsets.UTF_8));
        String asked = Hashes.sha256Hex(
                Buffer.buffer(request.path() + "\n").appendBuffer(body.get()).getBytes());
        // Whoever repeats a request before it is answered waits here; so may others, for as long as one answer takes.
        synchronized (stripes[Math.floorMod(key.hashCode(), STRIPES)]) {
            Instant oldest = clock.instant().minus(LASTS);
            return store.find(key)
                    .map(kept -> again(kept, asked, given))
                    .orElseGet(() -> first(key, asked, oldest, action));
        }
    }

    private static Answer again(Kept kept, String asked, String given) {
        if (!kept.request().equals(asked)) {
            throw new OtherRequestException(given);
        }
        if (!kept.answered()) {
            throw new RunControl.ConflictException("the server ended while it did this; see whether it was done, and"
                    + " use another " + HEADER + " to do it again");
        }
        return new Answer(kept, true);
    }

    private Answer first(String key, String asked, Instant oldest, Supplier<Kept> action) {
        store.begin(key, asked, clock.instant(), oldest);
        Optional<Kept> done = Optional.empty();
        try {
            Kept answer = action.get();
            done = Optional.of(answer);
            store.complete(key, answer);
            return new Answer(answer, false);
        } finally {
            if (done.isEmpty()) {
                store.forget(key);
            }
        }
    }

    /** A key that was used for something else. */
    static final class OtherRequestException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OtherRequestException(String key) {
            super(HEADER + " \"" + key + "\" came with another request before; use another key for another request");
        }
    }
}
