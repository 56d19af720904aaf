package io.straightedge.run;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a run is in its life. */
public enum RunState {
    QUEUED,
    RUNNING,
    PAUSED,
    FINISHED,
    FAILED,
    STOPPED,
    /** The server ended while the run was under way. */
    INTERRUPTED;

    private static final Set<RunState> ENDED = EnumSet.of(FINISHED, FAILED, STOPPED, INTERRUPTED);

    /** No more events will come. */
    public boolean ended() {
        return ENDED.contains(this);
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
