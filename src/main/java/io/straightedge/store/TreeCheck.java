package io.straightedge.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.jspecify.annotations.Nullable;

/**
 * Walks the search trees in which H2 keeps tables and indexes: keys have to ascend, and those below a node to lie between
 * its keys. Reading rows in order does not meet the keys of inner nodes, but a search that they lead astray finds nothing.
 */
final class TreeCheck {
    private final MVStore store;
    private final Runnable rest;
    private final Damages damages;

    /** @param rest called again and again, to let others work */
    TreeCheck(Connection connection, Runnable rest, Damages damages) throws SQLException {
        this.store = store(connection);
        this.rest = rest;
        this.damages = damages;
    }

    /** The storage below a connection. */
    static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    void check() {
        MVStore.TxCounter pages = store.registerVersionUsage();
        try {
            for (String name : store.getMapNames()) {
                @Nullable MVMap<?, ?> map = open(name);
                if (map != null) {
                    check(name, map);
                }
            }
        } finally {
            store.deregisterVersionUsage(pages);
        }
    }

    /** Null for one that is not in use, as are those of temporary results. */
    private @Nullable MVMap<?, ?> open(String name) {
        @Nullable String id = store.getMetaMap().get("name." + name);
        return id == null || !(name.startsWith("table.") || name.startsWith("index."))
                ? null
                : store.getMap(Integer.parseInt(id, 16));
    }

    private <K> void check(String name, MVMap<K, ?> map) {
        boolean sound;
        try {
            sound = isSound(map.getRootPage(), map.getKeyType(), null, null);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            sound = false; // a page that cannot be read
        }
        if (!sound) {
            damages.add("the search tree " + name);
        }
    }

    /**
     * @param low that no key is below; null for any
     * @param high that every key is below; null for any
     */
    private <K> boolean isSound(Page<K, ?> page, Comparator<? super K> order, @Nullable K low, @Nullable K high) {
        rest.run();
        @Nullable K before = null;
        for (int i = 0; i < page.getKeyCount(); i++) {
            K key = page.getKey(i);
            if ((before != null && order.compare(before, key) >= 0)
                    || (low != null && order.compare(key, low) < 0)
                    || (high != null && order.compare(key, high) >= 0)) {
                return false;
            }
            before = key;
        }
        if (!page.isLeaf()) {
            for (int i = 0; i < page.getRawChildPageCount(); i++) {
                @Nullable K from = i == 0 ? low : page.getKey(i - 1);
                @Nullable K to = i == page.getKeyCount() ? high : page.getKey(i);
                if (!isSound(page.getChildPage(i), order, from, to)) {
                    return false;
                }
            }
        }
        return true;
    }
}
