package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a whole database once, in the background while it is used, and keeps what was found. */
public final class Integrity implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Integrity.class);

    /** The check leaves the machine to others for as long as it works itself. */
    private static final double REST = 1;

    private static final long CLOSING_MILLIS = 2000;

    private final Transactions transactions;
    private final String place;
    private final Damages damages = new Damages();
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String damage;
    private volatile boolean complete;

    Integrity(Transactions transactions, String place) {
        this.transactions = transactions;
        this.place = place;
    }

    /** Starts the check, the first time that it is called. */
    public synchronized void start() {
        if (thread == null) {
            thread = new Thread(this::check, "integrity");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        }
    }

    /** What is damaged and what to do, as far as the check has come; null for nothing. */
    public @Nullable String damage() {
        return damage;
    }

    /** Whether the check has ended. */
    public boolean complete() {
        return complete;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            try {
                thread.join(CLOSING_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void check() {
        long start = System.nanoTime();
        Pace pace = new Pace();
        try {
            long rows = 0;
            List<String> tables = read(IntegrityCheck::tables);
            for (String table : tables) {
                rows += read(connection -> new TableCheck(connection, table, pace, damages).check());
                tell();
            }
            read(connection -> {
                new TreeCheck(connection, pace, damages).check();
                return true;
            });
            tell();
            String read = String.format(
                    Locale.ROOT,
                    "read through %d rows of %d tables in %.1f s",
                    rows,
                    tables.size(),
                    (System.nanoTime() - start) / 1e9);
            if (damage == null) {
                LOG.info("{}: {}, all sound", place, read);
            } else {
                LOG.error("{}; {}", damage, read);
            }
        } catch (CancellationException e) {
            LOG.debug("{} is closed before it was read through", place);
        } catch (RuntimeException | StackOverflowError e) {
            if (Failures.closed(e) || Failures.outsideOfFile(e)) {
                LOG.warn("{} could not be read through ({}); the next start tries again", place, Failures.reason(e));
            } else {
                damages.add("what cannot be read at all (" + Failures.reason(e) + ")");
                tell();
            }
        } finally {
            complete = true;
        }
    }

    private <T> T read(Reading<T> reading) {
        return transactions.read(handle -> {
            try {
                return reading.of(handle.getConnection());
            } catch (SQLException e) {
                throw new StoreException(Failures.reason(e), e);
            }
        });
    }

    /** The log tells of the first damage at once, and of all at the end. */
    private void tell() {
        if (!damages.isEmpty()) {
            if (damage == null) {
                LOG.error(IntegrityCheck.message(damages, place));
            }
            damage = IntegrityCheck.message(damages, place);
        }
    }

    private interface Reading<T> {
        T of(Connection connection) throws SQLException;
    }

    private final class Pace implements Runnable {
        private long worked = System.nanoTime();

        @Override
        public void run() {
            if (closed) {
                throw new CancellationException();
            }
            try {
                TimeUnit.NANOSECONDS.sleep((long) (REST * (System.nanoTime() - worked)));
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
            worked = System.nanoTime();
        }
    }
}
