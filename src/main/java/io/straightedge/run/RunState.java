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
    /** The server ended while the run was under way, or something outside the run stopped it; it can be resumed. */
    INTERRUPTED;

    /** The states that may follow this one. Some may be entered again, to say something new. */
    public Set<RunState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, PAUSED, STOPPED, INTERRUPTED);
            case RUNNING -> EnumSet.of(RUNNING, PAUSED, FINISHED, FAILED, STOPPED, INTERRUPTED);
            case PAUSED -> EnumSet.of(PAUSED, QUEUED, STOPPED);
            case INTERRUPTED -> EnumSet.of(INTERRUPTED, QUEUED, STOPPED);
            case FAILED -> EnumSet.of(QUEUED);
            case FINISHED, STOPPED -> EnumSet.noneOf(RunState.class);
        };
    }

    public boolean mayBecome(RunState state) {
        return next().contains(state);
    }

    /** It trains, or will when its turn comes. */
    public boolean active() {
        return this == QUEUED || this == RUNNING;
    }

    /** It waits for somebody to resume it. */
    public boolean waiting() {
        return this == PAUSED || this == INTERRUPTED;
    }

    /** It is done, well or not; a failed run may still be resumed. */
    public boolean ended() {
        return !active() && !waiting();
    }

    /** It will never train again. */
    public boolean over() {
        return next().isEmpty();
    }

    /** Somebody may resume it. */
    public boolean resumable() {
        return mayBecome(QUEUED);
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
