package io.straightedge.data;

import java.util.Locale;
import java.util.Set;

/** How tables write numbers. */
final class Numerals {
    private static final String DIGITS = "0123456789+-.eE";
    private static final Set<String> GAPS = Set.of("", "?", "-", "na", "n/a", "nan", "null", "none");

    private Numerals() {}

    /** The finite number that a cell holds; NaN for none. */
    static float read(String text, boolean decimalComma) {
        if (text.isEmpty() || (decimalComma && text.indexOf('.') >= 0)) {
            return Float.NaN;
        }
        String plain = decimalComma ? text.replace(',', '.') : text;
        if (!plain.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
            return Float.NaN;
        }
        try {
            float value = Float.parseFloat(plain);
            return Float.isFinite(value) ? value : Float.NaN;
        } catch (NumberFormatException e) {
            return Float.NaN;
        }
    }

    /** Whether a cell says that there is no value. */
    static boolean gap(String text) {
        return GAPS.contains(text.toLowerCase(Locale.ROOT));
    }
}
