package io.straightedge.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How descriptions and errors write numbers and names. */
final class Texts {
    private Texts() {}

    /** 10000 as "10 000". */
    static String thousands(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    /** A count with its noun: "1 file", "2 000 files". */
    static String count(long number, String noun) {
        return thousands(number) + " " + noun + (number == 1 ? "" : "s");
    }

    /** "0", "1", … */
    static List<String> classNames(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
}
