package io.straightedge.text;

import java.util.Locale;

/** Numbers of things: "1 step", "2 entries", "10 000 runs". */
public final class Count {
    private Count() {}

    /** @param noun in the singular; in the plural it takes an s, or ies for a y */
    public static String of(long number, String noun) {
        return thousands(number) + " " + (number == 1 ? noun : plural(noun));
    }

    /** 10000 as "10 000". */
    public static String thousands(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    private static String plural(String noun) {
        return noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}
