package io.straightedge.archive;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.straightedge.run.Run;
import io.straightedge.run.RunSetup;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code run.json}: a run without what was measured. */
record RunEntry(
        long id,
        Map<String, Object> spec,
        String state,
        String message,
        String created,
        @JsonSetter(nulls = Nulls.SET) @Nullable String started,
        @JsonSetter(nulls = Nulls.SET) @Nullable String ended,
        @JsonSetter(nulls = Nulls.SET) @Nullable RunSetup setup) {

    static RunEntry of(Run run) {
        return new RunEntry(
                run.id(),
                run.spec().toMap(),
                run.state().label(),
                run.message(),
                run.created().toString(),
                text(run.started()),
                text(run.ended()),
                run.setup());
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
