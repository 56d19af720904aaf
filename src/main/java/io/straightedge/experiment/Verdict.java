package io.straightedge.experiment;

import java.util.List;
import java.util.Locale;

/** Whether a claim stands against the data. */
public enum Verdict {
    HOLDS,
    FAILS,
    /** The uncertainty covers both. */
    UNCLEAR,
    /** Too few runs have finished. */
    WAITING;

    /** The name in JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of a claim made of parts: it fails with any of them, and holds with all of them. */
    static Verdict all(List<Verdict> parts) {
        for (Verdict decisive : List.of(FAILS, WAITING, UNCLEAR)) {
            if (parts.contains(decisive)) {
                return decisive;
            }
        }
        return HOLDS;
    }
}
