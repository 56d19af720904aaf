package io.straightedge.run;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a run is in its life, and every move it may make from there. */
public enum RunState {
    QUEUED,
    RUNNING,
    PAUSED,
    FINISHED,
    FAILED,
    STOPPED,
    /** The server ended, or the disk was full, while the run was under way; it can be resumed. */
    INTERRUPTED;

    /** The states that may follow this one. A run may enter running or paused again, to say something new. */
    public Set<RunState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, PAUSED, STOPPED, INTERRUPTED);
            case RUNNING -> EnumSet.of(RUNNING, PAUSED, FINISHED, FAILED, STOPPED, INTERRUPTED);
            case PAUSED -> EnumSet.of(PAUSED, QUEUED, STOPPED);
            case INTERRUPTED -> EnumSet.of(QUEUED, STOPPED);
            case FINISHED, FAILED, STOPPED -> EnumSet.noneOf(RunState.class);
        };
    }

    public boolean mayBecome(RunState state) {
        return next().contains(state);
    }

    /** It will never train again. */
    public boolean ended() {
        return next().isEmpty();
    }

    /** It waits for somebody to resume it. */
    public boolean resumable() {
        return this == PAUSED || this == INTERRUPTED;
    }

    /** The name in JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for a name that {@link #label} never gives */
    public static RunState of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
