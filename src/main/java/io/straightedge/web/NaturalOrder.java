package io.straightedge.web;

import java.util.Comparator;

/** Orders text as people do: numbers within it by their value, so that layer_2 comes before layer_10. */
final class NaturalOrder implements Comparator<String> {

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = numberEnd(a, i);
            int endB = numberEnd(b, j);
            int order = endA > i && endB > j
                    ? compareNumbers(a.substring(i, endA), b.substring(j, endB))
                    : Character.compare(a.charAt(i), b.charAt(j));
            if (order != 0) {
                return order;
            }
            i = Math.max(endA, i + 1);
            j = Math.max(endB, j + 1);
        }
        int order = Integer.compare(a.length() - i, b.length() - j);
        return order != 0 ? order : a.compareTo(b);
    }

    private static int numberEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Digits may be more than any number type holds. */
    private static int compareNumbers(String a, String b) {
        String significantA = a.replaceFirst("^0+", "");
        String significantB = b.replaceFirst("^0+", "");
        int order = Integer.compare(significantA.length(), significantB.length());
        return order != 0 ? order : significantA.compareTo(significantB);
    }
}
