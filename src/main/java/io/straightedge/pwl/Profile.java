package io.straightedge.pwl;

import java.util.EnumMap;
import java.util.Map;

/** Where a restriction's time went. Not thread-safe. */
public final class Profile {
    private final long[] nanos = new long[Phase.values().length];
    private long last = System.nanoTime();

    /** The parts of a restriction. */
    public enum Phase {
        /** Products of the end points with the first layer, and its kinks. */
        FIRST_LAYER,
        /** Values and slopes of the later layers at t = 0, and afresh on the way. */
        START,
        /** Passing breakpoints: rows of weights, and units that may switch. */
        ROWS,
        /** Products that carry older kinks to the layers beyond the next. */
        PRODUCTS,
        /** Lists, and everything between. */
        REST,
        /** Between calls. */
        IDLE
    }

    /** Charges the time since the last call to a phase. */
    void charge(Phase phase) {
        long now = System.nanoTime();
        nanos[phase.ordinal()] += now - last;
        last = now;
    }

    /** Milliseconds by phase since the restriction was made. */
    public Map<Phase, Double> millis() {
        Map<Phase, Double> result = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            result.put(phase, nanos[phase.ordinal()] / 1e6);
        }
        return result;
    }
}
