package io.straightedge.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What somebody typed to find metrics: every word has to fit a key, in any case. A word is text somewhere in the
 * key; one with slashes gives the beginnings of the key's groups, as {@code lay/wei} for
 * {@code layer_3/weight_norm}.
 */
record KeySearch(List<String> words) {

    static KeySearch of(String text) {
        return new KeySearch(Arrays.stream(text.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList());
    }

    boolean fits(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(word -> word.contains("/") ? begins(lower, word) : lower.contains(word));
    }

    private static boolean begins(String key, String word) {
        String[] groups = key.split("/", -1);
        String[] wanted = word.split("/", -1);
        if (wanted.length > groups.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!groups[i].startsWith(wanted[i])) {
                return false;
            }
        }
        return true;
    }
}
