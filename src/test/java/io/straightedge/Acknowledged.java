package io.straightedge;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a server said it had written. A change that it was killed over may have happened or not; one that it
 * acknowledged has to be there. For any thread, as long as each thing is changed by one.
 */
final class Acknowledged {
    static final String GONE = "gone";

    private final Map<String, Set<String>> allowed = new ConcurrentSkipListMap<>();
    private int changes;

    interface Change {
        /** Whether the server said that it was done; false when it refused. */
        boolean make() throws Exception;
    }

    /** Makes a change of a thing to a value, and remembers what may be found of it afterwards. */
    void change(String thing, String value, Change change) throws Exception {
        Set<String> before = allowed.getOrDefault(thing, Set.of(GONE));
        Set<String> either = new HashSet<>(before);
        either.add(value);
        allowed.put(thing, either);
        if (change.make()) {
            put(thing, value);
        } else {
            allowed.put(thing, before);
        }
    }

    /** The server said that this is so. */
    synchronized void put(String thing, String value) {
        allowed.put(thing, Set.of(value));
        changes++;
    }

    /** Changes that were acknowledged so far. */
    synchronized int changes() {
        return changes;
    }

    /**
     * Compares with what is found, which counts from now on.
     *
     * @throws AssertionError naming what is lost
     */
    void check(Map<String, String> found) {
        Map<String, String> lost = new TreeMap<>();
        allowed.forEach((thing, values) -> {
            String value = found.getOrDefault(thing, GONE);
            if (!values.contains(value)) {
                lost.put(thing, value + " instead of " + values);
            }
            allowed.put(thing, Set.of(value));
        });
        if (!lost.isEmpty()) {
            throw new AssertionError("lost: " + lost);
        }
        allowed.values().removeIf(values -> values.equals(Set.of(GONE)));
    }
}
