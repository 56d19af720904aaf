package io.straightedge.disk;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every second whether there is room on the disk and the database is open: holds work while it is not, opens a
 * database that closed itself once there is room, and gives up where that does not help.
 */
public final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** What has to be free before work goes on is more by this part than what has to stay free. */
    private static final long MARGIN = 4;

    /** Attempts to open the database while there is room. */
    private static final int MAX_ATTEMPTS = 60;

    private final DiskSpace space;
    private final Database database;
    private final Work work;
    private final Consumer<String> givenUp;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "disk-watch"));
    private @Nullable String held;
    private int attempts;

    /** A database that closes itself when its file cannot be written, and then has to be opened again. */
    public interface Database {
        /** Whether it closed itself, so that every call is refused. */
        boolean lost();

        /** Opens it where it is lost; throws what says why it cannot be opened, and may be tried again. */
        void reopen();
    }

    /** What needs room. */
    public interface Work {
        /** Lets nothing go on, for this reason; may be called again. */
        void hold(String reason);

        /** Lets everything go on that was held; may be called again. */
        void release();
    }

    /** @param givenUp is told, once, why the database will not be opened any more */
    public DiskWatch(DiskSpace space, Database database, Work work, Consumer<String> givenUp) {
        this.space = space;
        this.database = database;
        this.work = work;
        this.givenUp = givenUp;
    }

    /** Looks once now, and from then on by itself. */
    public void start() {
        lookSafely();
        timer.scheduleWithFixedDelay(this::lookSafely, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdown();
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warn("the disk was not watched for a moment", e);
        }
    }

    void look() {
        @Nullable String problem = problem();
        if (problem != null) {
            if (held == null) {
                LOG.error("no run trains and nothing more is taken: {}", problem);
            }
            work.hold(problem);
        } else {
            if (held != null) {
                LOG.warn("there is room on the disk again, and runs go on");
            }
            work.release();
        }
        held = problem;
    }

    private @Nullable String problem() {
        try {
            space.ask();
        } catch (UncheckedIOException e) {
            return e.getMessage();
        }
        // Some more than was missed: checkpoints and the events that wait need room too.
        @Nullable String problem = space.problem(held == null ? 0 : space.minFree() / MARGIN, "go on");
        return problem == null && database.lost() ? reopen() : problem;
    }

    /** Returns why the database is not open, or null. */
    private @Nullable String reopen() {
        try {
            database.reopen();
            attempts = 0;
            return null;
        } catch (RuntimeException e) {
            String problem = "the database cannot be opened again (" + e.getMessage() + ")";
            if (++attempts == MAX_ATTEMPTS) {
                timer.shutdown();
                givenUp.accept(problem);
            }
            return problem;
        }
    }
}
