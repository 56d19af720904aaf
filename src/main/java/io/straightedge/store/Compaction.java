package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.RandomAccessStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives space that nothing uses any more back to the disk, while the database is used. Every transaction writes whole
 * pages to the end of the file, so that soon most of it is pages that were replaced; H2 has a thread against that, which
 * WRITE_DELAY=0 turns off. Here the pages still in use are rewritten, those of the emptiest parts first, and the parts
 * moved to the front: a little at a time, because transactions wait meanwhile.
 *
 * <p>What was replaced is overwritten after {@link #RETENTION_MILLIS}, and the file brought to the disk more often than
 * that: so a power cut meets a file whose newest state on the disk is whole.
 */
final class Compaction implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Compaction.class);

    static final int RETENTION_MILLIS = 5_000;
    private static final long TICK_MILLIS = 1_000;

    /** Below this there is nothing to win. */
    private static final long MIN_UNUSED_BYTES = 16L << 20;

    /** A tick rewrites no more, so that transactions wait for some tens of milliseconds. */
    private static final int STEP_BYTES = 4 << 20;

    /** Per cent: parts of any filling. */
    private static final int ALL = 101;

    private static final long MAX_STEP_SECONDS = 5;

    private final MVStore store;
    private final Object moves;
    private final ScheduledExecutorService thread;
    private long seenVersion;

    private Compaction(MVStore store, Object moves) {
        this.store = store;
        this.moves = moves;
        this.thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "compaction");
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Starts to watch an open database; to be closed before that is.
     *
     * @param moves whose monitor is held while parts of the file are moved; who copies the file holds it, too
     */
    static Compaction start(DataSource database, Object moves) {
        Compaction compaction = new Compaction(store(database), moves);
        compaction.store.setRetentionTime(RETENTION_MILLIS);
        compaction.thread.scheduleWithFixedDelay(compaction::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return compaction;
    }

    private static MVStore store(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return TreeCheck.store(connection);
        } catch (SQLException e) {
            throw new StoreException("the database cannot be reached (" + Failures.reason(e) + ")", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown(); // without an interruption, which would close the file under the database
        try {
            thread.awaitTermination(MAX_STEP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() {
        try {
            commit();
            if (isMostlyUnused()) {
                synchronized (moves) {
                    store.compact(ALL, STEP_BYTES);
                    ((RandomAccessStore) store.getFileStore()).compactMoveChunks(ALL, STEP_BYTES, store);
                }
            }
        } catch (RuntimeException e) {
            // Whoever uses the database is told, too; here it is tried again.
            LOG.debug("no space was given back", e);
        }
    }

    /**
     * Brings what was written to the disk, and ends its version: H2 removes large values of deleted rows once a later
     * version than theirs is there, which on an idle server nobody would write.
     */
    private void commit() {
        store.tryCommit();
        if (store.getCurrentVersion() != seenVersion) {
            store.setStoreVersion(store.getStoreVersion()); // a change that changes nothing
            store.tryCommit();
            store.sync();
            seenVersion = store.getCurrentVersion();
        }
    }

    private boolean isMostlyUnused() {
        FileStore<?> file = store.getFileStore();
        long used = file.size() / 100 * file.getFillRate() / 100 * file.getChunksFillRate();
        return file.size() - used > Math.max(used, MIN_UNUSED_BYTES);
    }
}
