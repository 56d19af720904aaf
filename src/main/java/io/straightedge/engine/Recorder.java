package io.straightedge.engine;

import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the store in batches on a thread of its own, and passes them on once they are
 * written: what a listener was told survives a crash, and catching up from the store misses nothing.
 *
 * <p>Recording never waits for the store. While the store cannot be written, events are kept and
 * written later; past {@link #MAX_WAITING} the oldest metric points and paths are given up, and the log
 * says how many. State changes are always kept.
 */
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    /** Points may wait this long, so that many fit in one transaction. */
    private static final long BATCH_MILLIS = 100;

    private static final int BATCH_EVENTS = 500;
    private static final long RETRY_MILLIS = 1000;
    private static final int MAX_WAITING = 20_000;
    private static final int CLOSING_SECONDS = 4;

    private final RunStore store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<RunEvent> waiting = new ArrayDeque<>();
    private final Thread writer = new Thread(this::writeUntilClosed, "store-writer");
    private volatile Consumer<List<RunEvent>> listener = events -> {};
    private volatile boolean failing;
    private boolean urgent;
    private boolean closed;
    private long givenUp;
    private long recorded;
    private long settled;
    private final AtomicLong writes = new AtomicLong();
    private final AtomicLong writingNanos = new AtomicLong();

    public Recorder(RunStore store) {
        this.store = store;
        writer.start();
    }

    /** From now on the listener is called on the writing thread with numbered events, in order. */
    public void listen(Consumer<List<RunEvent>> toEvents) {
        listener = toEvents;
    }

    /** Hands an event over; returns at once. */
    public void record(RunEvent event) {
        lock.lock();
        try {
            waiting.add(event);
            recorded++;
            if (waiting.size() > MAX_WAITING) {
                giveUpOldest();
            }
            urgent |= !(event instanceof RunEvent.Points);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until everything recorded so far is in the store.
     *
     * @return false when the recorder was closed before
     */
    public boolean flush() throws InterruptedException {
        lock.lock();
        try {
            long wanted = recorded;
            urgent = true;
            changed.signalAll();
            while (settled < wanted && writer.isAlive()) {
                boolean signalled = changed.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                urgent |= signalled && settled < wanted;
            }
            return settled >= wanted;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is waiting, then ends. Waits for that {@link #CLOSING_SECONDS} at most. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Events that are not in the store yet. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Whether what is recorded reaches the store. */
    public boolean works() {
        return !failing && writer.isAlive();
    }

    /** Batches that were written. */
    public long writes() {
        return writes.get();
    }

    /** How long writing them took altogether. */
    public long writingNanos() {
        return writingNanos.get();
    }

    /** Nothing that goes wrong may end the only thread that writes, or lose what it has in hand. */
    private void writeUntilClosed() {
        List<RunEvent> inHand = List.of();
        boolean more = true;
        while (more) {
            try {
                if (inHand.isEmpty()) {
                    inHand = nextBatch();
                    more = !inHand.isEmpty();
                }
                int done = write(inHand);
                failing = done < inHand.size();
                inHand = inHand.subList(done, inHand.size());
                more &= !failing || waitToTryAgain();
            } catch (Error e) { // there was no memory even to say so
                failing = true;
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
            }
        }
    }

    /** Returns how many events were written or left out; the store will take the others once it works again. */
    private int write(List<RunEvent> events) {
        try {
            long start = System.nanoTime();
            List<RunEvent> written = store.append(events);
            writes.incrementAndGet();
            writingNanos.addAndGet(System.nanoTime() - start);
            settle(events.size());
            tell(written);
            return events.size();
        } catch (StoreException | Error e) {
            LOG.error("{} events wait for the store: {}", events.size(), e.toString());
            return 0;
        } catch (RuntimeException e) {
            return events.size() > 1 ? writeSingly(events) : leaveOut(events.get(0), e);
        }
    }

    /** So that one event that cannot be written takes no others along. */
    private int writeSingly(List<RunEvent> events) {
        int done = 0;
        while (done < events.size() && write(events.subList(done, done + 1)) == 1) {
            done++;
        }
        return done;
    }

    private int leaveOut(RunEvent event, RuntimeException cause) {
        LOG.error(
                "run {}: {} cannot be written and is left out",
                event.run(),
                event.getClass().getSimpleName(),
                cause);
        settle(1);
        return 1;
    }

    private void tell(List<RunEvent> written) {
        try {
            if (!written.isEmpty()) {
                listener.accept(written);
            }
        } catch (RuntimeException | Error e) {
            LOG.error("{} events were stored but not told", written.size(), e);
        }
    }

    private void settle(int events) {
        lock.lock();
        try {
            settled += events;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a batch is due; empty once closed and drained. */
    private List<RunEvent> nextBatch() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            long nanos = TimeUnit.MILLISECONDS.toNanos(BATCH_MILLIS);
            while (!urgent && !closed && waiting.size() < BATCH_EVENTS && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            List<RunEvent> batch = new ArrayList<>(Math.min(waiting.size(), BATCH_EVENTS));
            while (!waiting.isEmpty() && batch.size() < BATCH_EVENTS) {
                batch.add(waiting.poll());
            }
            urgent = urgent && !waiting.isEmpty();
            return batch;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the store writer", e);
        } finally {
            lock.unlock();
        }
    }

    /** Returns false when closing: then there will be no later. */
    private boolean waitToTryAgain() {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            while (!closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !closed;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the store writer", e);
        } finally {
            lock.unlock();
        }
    }

    private void giveUpOldest() {
        RunEvent oldest = null;
        for (RunEvent event : waiting) {
            if (event instanceof RunEvent.Points || event instanceof RunEvent.Paths) {
                oldest = event;
                break;
            }
        }
        if (oldest != null) {
            waiting.remove(oldest);
            settled++;
            if (givenUp++ % 1000 == 0) {
                LOG.error("the store cannot be written; {} measurements were given up so far", givenUp);
            }
        }
    }
}
