package io.straightedge.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Table {@code metric_key}: a small number for each key, so that millions of points need not repeat its text. */
final class KeyTable {
    private final Handle handle;

    KeyTable(Handle handle) {
        this.handle = handle;
    }

    Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        ids().forEach((name, id) -> names.put(id, name));
        return names;
    }

    Map<String, Integer> ids() {
        return handle.createQuery("SELECT id, name FROM metric_key").reduceRows(new HashMap<>(), (ids, row) -> {
            ids.put(row.getColumn("name", String.class), row.getColumn("id", Integer.class));
            return ids;
        });
    }

    /**
     * The numbers of at least the given keys. To be called outside of a transaction: a new key is
     * committed on its own, so that runs that bring the same new key need not wait for each other.
     */
    Map<String, Integer> idsWith(Set<String> names) {
        Map<String, Integer> ids = ids();
        Set<String> missing = new HashSet<>(names);
        missing.removeAll(ids.keySet());
        if (missing.isEmpty()) {
            return ids;
        }
        missing.forEach(this::insert);
        return ids();
    }

    private void insert(String name) {
        try {
            handle.createUpdate("INSERT INTO metric_key (name) VALUES (:name)")
                    .bind("name", name)
                    .execute();
        } catch (UnableToExecuteStatementException e) {
            if (!ids().containsKey(name)) {
                throw e;
            }
        }
    }
}
