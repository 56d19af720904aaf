package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Runs work in transactions on one database, and says what it is when one fails. */
final class Transactions implements AutoCloseable {
    private final Jdbi jdbi;
    private final String place;
    private final Runnable closing;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param place name of the database in messages
     * @param closing releases the database
     */
    Transactions(Jdbi jdbi, String place, Runnable closing) {
        this.jdbi = jdbi;
        this.place = place;
        this.closing = closing;
    }

    /** Reads see the database as it was at one moment, while others write. */
    <T> T read(Work<T> work) {
        return call("read", () -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::on));
    }

    <T> T write(Work<T> work) {
        return call("written", () -> jdbi.inTransaction(work::on));
    }

    /** Writes every statement on its own. */
    <T> T writeSingly(Work<T> work) {
        return call("written", () -> jdbi.withHandle(work::on));
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            closing.run();
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
        boolean interrupted = Thread.interrupted();
        try {
            return call.run();
        } catch (JdbiException e) {
            throw new StoreException(
                    place + " cannot be " + done + " (" + Failures.reason(e) + ")"
                            + (Failures.refusedValue(e)
                                    ? ""
                                    : "; see that the disk is well and has room, then restart, or restore a backup"),
                    e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    interface Work<T> {
        T on(Handle handle);
    }

    private interface Call<T> {
        T run();
    }
}
