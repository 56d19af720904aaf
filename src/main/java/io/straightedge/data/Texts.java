package io.straightedge.data;

import io.straightedge.text.Count;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How descriptions and errors write numbers and names. */
final class Texts {
    private static final int SHOWN = 40;

    private Texts() {}

    /** 10000 as "10 000". */
    static String thousands(long number) {
        return Count.thousands(number);
    }

    /** A count with its noun: "1 file", "2 000 files". */
    static String count(long number, String noun) {
        return Count.of(number, noun);
    }

    /** 34 and 0.5, not 34.0. */
    static String number(float value) {
        return Float.toString(value).replaceFirst("\\.0$", "");
    }

    /** "0", "1", … */
    static List<String> classNames(int classes) {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /** A value from a file, cut where it is long. */
    static String shown(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }

    /**
     * Distinct names cut to what can be shown, and still distinct: a long one that begins as another shows its end,
     * too, and where that is not enough a number.
     */
    static List<String> distinct(List<String> names) {
        List<String> cut = names.stream().map(Texts::shown).toList();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(cut.get(i))) {
                taken.add(cut.get(i));
            }
        }
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.equals(cut.get(i))) {
                distinct.add(name);
                continue;
            }
            boolean shared = Collections.frequency(cut, cut.get(i)) > 1;
            String base = shared
                    ? name.substring(0, SHOWN / 2) + "…" + name.substring(name.length() - SHOWN / 2)
                    : cut.get(i);
            String shown = base;
            for (int n = 2; !taken.add(shown); n++) {
                shown = base + " (" + n + ")";
            }
            distinct.add(shown);
        }
        return distinct;
    }
}
