package io.straightedge.store;

import io.straightedge.disk.DiskWatch;
import io.straightedge.run.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work in transactions on one database, and says what it is when one fails.
 *
 * <p>A database that cannot write, as on a full disk, closes itself for good: its connections live on, and fail. Then
 * every call is refused until {@link #reopen}.
 */
final class Transactions implements DiskWatch.Database, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);

    private final Supplier<Database> opening;
    private final String place;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Database database;
    private volatile @Nullable Database lost;

    /** A database that is open, until it is closed or closes itself. */
    interface Database {
        Jdbi jdbi();

        /** Closes it in order. */
        void close();

        /** Lets go of what is left of one that closed itself. */
        void discard();
    }

    /**
     * @param opening opens the database, now and each time that it closed itself
     * @param place name of the database in messages
     */
    Transactions(Supplier<Database> opening, String place) {
        this.opening = opening;
        this.place = place;
        this.database = opening.get();
    }

    /** Reads see the database as it was at one moment, while others write. */
    <T> T read(Work<T> work) {
        return call("read", jdbi -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::on));
    }

    <T> T write(Work<T> work) {
        return call("written", jdbi -> jdbi.inTransaction(work::on));
    }

    /** Writes every statement on its own. */
    <T> T writeSingly(Work<T> work) {
        return call("written", jdbi -> jdbi.withHandle(work::on));
    }

    @Override
    public boolean lost() {
        return lost != null;
    }

    @Override
    public synchronized void reopen() {
        @Nullable Database gone = lost;
        if (gone == null || closed.get()) {
            return;
        }
        gone.discard();
        database = opening.get();
        lost = null;
        LOG.warn("{} is open again", place);
    }

    @Override
    public synchronized void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        if (lost == null) {
            database.close();
        } else {
            database.discard();
        }
    }

    /**
     * The pool refuses an interrupted thread, but what a thread records when it is told to end must be
     * kept: the interruption waits.
     */
    private <T> T call(String done, Call<T> call) {
        if (closed.get()) {
            throw new StoreException(place + " cannot be " + done + ": the store was closed");
        }
        if (lost != null) {
            throw new StoreException(
                    place + " cannot be " + done + ": the database closed itself when the disk could not"
                            + " be written; it opens again by itself once the disk is well and has room");
        }
        Database used = database;
        boolean interrupted = Thread.interrupted();
        try {
            return call.on(used.jdbi());
        } catch (JdbiException e) {
            if (Failures.closed(e)) {
                lose(used, e);
            }
            throw new StoreException(
                    place + " cannot be " + done + " (" + Failures.reason(e) + ")"
                            + (Failures.refusedValue(e) ? "" : "; see that the disk is well and has room"),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A call may fail that began before the database was opened again. */
    private synchronized void lose(Database used, JdbiException cause) {
        if (used == database && lost == null && !closed.get()) {
            lost = used;
            LOG.error("{} closed itself: {}", place, Failures.reason(cause));
        }
    }

    interface Work<T> {
        T on(Handle handle);
    }

    private interface Call<T> {
        T on(Jdbi jdbi);
    }
}
