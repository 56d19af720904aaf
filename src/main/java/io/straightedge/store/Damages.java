package io.straightedge.store;

import java.util.Map;
import java.util.TreeMap;

/** What is damaged in a database, counted by what it is to people. */
final class Damages {
    private static final int MAX_NAMED = 10;

    private final Map<String, Long> counts = new TreeMap<>();

    void add(String what) {
        add(what, 1);
    }

    void add(String what, long count) {
        counts.merge(what, count, Long::sum);
    }

    void addAll(Damages others) {
        others.counts.forEach(this::add);
    }

    boolean isEmpty() {
        return counts.isEmpty();
    }

    Map<String, Long> counts() {
        return counts;
    }

    /** In one line, the first of them by name. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        counts.entrySet().stream().limit(MAX_NAMED).forEach(entry -> text.append(text.isEmpty() ? "" : ", ")
                .append(entry.getValue() > 1 ? entry.getValue() + " × " : "")
                .append(entry.getKey()));
        return counts.size() > MAX_NAMED ? text + " and " + (counts.size() - MAX_NAMED) + " more" : text.toString();
    }
}
