package io.straightedge.archive;

import io.straightedge.text.Count;

/** Columns of an entry, which have to be as long as each other or as the network says. */
final class Columns {
    private Columns() {}

    /** @throws IllegalArgumentException unless a field has as many entries as it needs */
    static void check(String field, int length, int right) {
        if (length != right) {
            throw new IllegalArgumentException(field + " has " + Count.of(length, "entry") + "; it needs " + right);
        }
    }
}
