package io.straightedge.engine;

import io.straightedge.run.RunStore;
import io.straightedge.train.Trainer;
import io.vertx.core.WorkerExecutor;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run's checkpoints. Training copies its state into memory and goes on; a worker writes it, once every
 * measurement and event up to that step is in the store; the last one before a pause or an end has with it what is still
 * to be measured. So what a checkpoint leaves behind never has to be recorded again, and what comes after it comes out
 * the same when training is repeated from there.
 */
final class Checkpointing {
    private static final Duration INTERVAL = Duration.ofMillis(Long.getLong("straightedge.checkpoint.millis", 10_000));

    private final long run;
    private final Checkpoints checkpoints;
    private final Measuring measuring;
    private final Recorder recorder;
    private final RunStore store;
    private final WorkerExecutor workers;
    private final Consumer<String> news;
    private final Buffer buffer = new Buffer();
    private long lastNanos = System.nanoTime();
    private boolean busy;
    private boolean failing;

    /**
     * Where training is besides its parameters.
     *
     * @param millis the run's clock
     * @param lossSum of the batches since the last point of the loss
     * @param lossCount how many they are
     */
    record Position(long millis, double lossSum, int lossCount) {
        static final Position START = new Position(0, 0, 0);

        void write(DataOutputStream out) throws IOException {
            out.writeLong(millis);
            out.writeDouble(lossSum);
            out.writeInt(lossCount);
        }

        static Position read(DataInput in) throws IOException {
            return new Position(in.readLong(), in.readDouble(), in.readInt());
        }
    }

    /** @param news is told when writing fails, and when it works again */
    Checkpointing(long run, Workshop workshop, Measuring measuring, Consumer<String> news) {
        this.run = run;
        this.checkpoints = workshop.checkpoints();
        this.measuring = measuring;
        this.recorder = workshop.recorder();
        this.store = workshop.store();
        this.workers = workshop.saving();
        this.news = news;
    }

    /** Begins a checkpoint when one is due and none is under way; returns as soon as the state is copied. */
    void offer(Trainer trainer, Position position) {
        long now = System.nanoTime();
        synchronized (this) {
            if (busy || now - lastNanos < INTERVAL.toNanos()) {
                return;
            }
            busy = true;
        }
        lastNanos = now;
        long step = trainer.stepsDone();
        try {
            ByteBuffer content = copy(trainer, position, List.of());
            workers.executeBlocking(() -> writeSettled(step, content), false);
        } catch (RuntimeException | Error e) {
            tell(problem(step, e), step);
            release();
        }
    }

    /**
     * Writes one now. All measuring has ended.
     *
     * @param unmeasured what is still to be measured of the steps before
     * @return why it could not be written, or null
     */
    @Nullable
    String save(Trainer trainer, Position position, List<Snapshot> unmeasured) throws InterruptedException {
        awaitIdle();
        long step = trainer.stepsDone();
        try {
            return write(step, copy(trainer, position, unmeasured));
        } catch (OutOfMemoryError e) {
            return problem(step, e);
        }
    }

    /** Waits for one that is under way. */
    synchronized void awaitIdle() throws InterruptedException {
        while (busy) {
            wait();
        }
    }

    private ByteBuffer copy(Trainer trainer, Position position, List<Snapshot> unmeasured) {
        buffer.reset();
        DataOutputStream out = new DataOutputStream(buffer);
        try {
            position.write(out);
            trainer.save(out);
            Snapshot.write(unmeasured, out);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return buffer.content();
    }

    private @Nullable Void writeSettled(long step, ByteBuffer content) throws InterruptedException {
        try {
            tell(measuring.awaitSettled(step) ? write(step, content) : null, step);
        } finally {
            release();
        }
        return null;
    }

    /** The events first, safe from a power cut: with a checkpoint that is ahead of them the run would miss some. */
    private @Nullable String write(long step, ByteBuffer content) throws InterruptedException {
        try {
            if (recorder.flush()) {
                store.sync();
                checkpoints.write(run, step, content);
            }
            return null;
        } catch (IOException | RuntimeException | Error e) {
            return problem(step, e);
        }
    }

    private static String problem(long step, Throwable cause) {
        return "the checkpoint at step " + step + " could not be written (" + cause.getMessage() + ")";
    }

    private synchronized void release() {
        busy = false;
        notifyAll();
    }

    private void tell(@Nullable String problem, long step) {
        if (problem != null && !failing) {
            news.accept(problem + "; training goes on and tries again");
        } else if (problem == null && failing) {
            news.accept("checkpoints are written again since step " + step);
        }
        failing = problem != null;
    }

    /** Gives its bytes away without another copy. */
    private static final class Buffer extends ByteArrayOutputStream {
        ByteBuffer content() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
