package io.straightedge.store;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Instants as nanoseconds since 1970, exact from 1677 to 2262. */
final class Nanos {

    private Nanos() {}

    static long of(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), instant.getNano());
    }

    static @Nullable Long ofNullable(@Nullable Instant instant) {
        return instant == null ? null : (Long) of(instant);
    }

    static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    static @Nullable Instant toInstant(@Nullable Long nanos) {
        return nanos == null ? null : toInstant((long) nanos);
    }
}
