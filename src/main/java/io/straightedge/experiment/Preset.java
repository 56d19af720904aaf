package io.straightedge.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The sizes a guided experiment comes in. */
public enum Preset {
    /** Minutes on two cores, with built-in data. */
    QUICK,
    /** The paper's settings. */
    FULL;

    /** The name in JSON: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Preset> of(String label) {
        return Arrays.stream(values())
                .filter(preset -> preset.label().equals(label))
                .findFirst();
    }
}
