package io.straightedge.data;

import java.util.Locale;

/**
 * What the user wants done with a column.
 *
 * @param constant that fills gaps, for {@link Kind#CONSTANT}
 */
record Treatment(Kind kind, float constant) {
    static final String NAMES = "keep, leave-out, one-hot, numbers, mean, median or a number";

    enum Kind {
        /** As it is: numbers without a gap. */
        KEEP,
        LEAVE_OUT,
        /** A column of 0 and 1 for each value. */
        ONE_HOT,
        /** The place of the value among all in their order, from 0. */
        NUMBERS,
        /** What is no number becomes the mean of the others; so below. */
        MEAN,
        MEDIAN,
        CONSTANT;

        boolean encodes() {
            return this == ONE_HOT || this == NUMBERS;
        }

        boolean fills() {
            return this == MEAN || this == MEDIAN || this == CONSTANT;
        }
    }

    static final Treatment KEEP = new Treatment(Kind.KEEP, 0);

    /** @throws DatasetException with the field */
    static Treatment of(String field, String name) {
        float constant = Numerals.read(name, false);
        if (!Float.isNaN(constant)) {
            return new Treatment(Kind.CONSTANT, constant);
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.CONSTANT
                    && kind.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) {
                return new Treatment(kind, 0);
            }
        }
        throw new DatasetException(field, "\"" + Texts.shown(name) + "\" is not known; use " + NAMES);
    }
}
