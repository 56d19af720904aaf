package io.straightedge.engine;

import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PathRecord;
import io.straightedge.run.RunEvent;
import io.vertx.core.WorkerExecutor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run's measuring, on a worker pool beside the training. Training hands snapshots over and goes on:
 * while a measurement is under way the newest snapshot replaces the one that waits, and the replaced
 * step is counted as skipped. Only what has to be measured is never replaced.
 */
final class Measuring {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private static final long ASK_MILLIS = 50;

    private final long run;
    private final Measurement measurement;
    private final Function<float[], ReluNetwork> toNetwork;
    private final Recorder recorder;
    private final WorkerExecutor workers;

    private final Deque<float[]> spare = new ArrayDeque<>();
    private final Deque<Snapshot> waiting = new ArrayDeque<>();
    private final List<Snapshot> givenUp = new ArrayList<>();
    private boolean busy;
    private long underWay;
    private boolean first = true;
    private boolean cancelled;
    private long skipped;
    private long costNanos;
    private @Nullable RuntimeException failure;

    /** @param toNetwork makes a network of a parameter vector, on any thread */
    Measuring(
            long run,
            Measurement measurement,
            Function<float[], ReluNetwork> toNetwork,
            Recorder recorder,
            WorkerExecutor workers) {
        this.run = run;
        this.measurement = measurement;
        this.toNetwork = toNetwork;
        this.recorder = recorder;
        this.workers = workers;
    }

    /** A vector to copy the parameters into, for {@link #offer}. */
    synchronized float[] buffer(int size) {
        float[] buffer = spare.poll();
        return buffer != null ? buffer : new float[size];
    }

    /**
     * Hands a snapshot over; returns at once.
     *
     * @param required it has to be measured, however busy the workers are
     * @param keepsPaths the paths of this step are to be kept
     */
    void offer(long step, long millis, float[] parameters, boolean required, boolean keepsPaths) {
        offer(new Snapshot(step, millis, parameters, required, keepsPaths));
    }

    /** As {@link #offer(long, long, float[], boolean, boolean)}. */
    synchronized void offer(Snapshot snapshot) {
        Snapshot last = waiting.peekLast();
        if (last != null && !last.required()) {
            skipped++;
            spare.add(waiting.removeLast().parameters());
        }
        waiting.add(snapshot);
        if (!busy) {
            busy = true;
            underWay = snapshot.step();
            try {
                workers.executeBlocking(this::measureWaiting, false);
            } catch (RuntimeException | Error e) {
                end(e); // the pool is closed, or has no thread for it
            }
        }
    }

    synchronized boolean busy() {
        return busy;
    }

    /**
     * Processor time of the last measurement; the first one's is not counted, because most of it is the
     * virtual machine warming up.
     */
    synchronized long costNanos() {
        return costNanos;
    }

    /**
     * Waits until nothing is under way.
     *
     * @param stop asked now and then whether to wait no longer
     * @return whether everything was measured
     */
    synchronized boolean await(BooleanSupplier stop) throws InterruptedException {
        while (busy && !stop.getAsBoolean()) {
            wait(ASK_MILLIS);
        }
        return !busy && failure == null;
    }

    /** What a measurement ended with; nothing is measured after it. */
    synchronized @Nullable RuntimeException failure() {
        return failure;
    }

    /**
     * Waits until what has to be measured has been, and drops what waits besides. A measurement that failed
     * no longer matters.
     */
    synchronized void finishRequired() throws InterruptedException {
        waiting.removeIf(snapshot -> !snapshot.required());
        while (busy) {
            wait();
        }
    }

    /**
     * Waits until everything handed over at or before a step has been measured or replaced.
     *
     * @return false when it was given up instead
     */
    synchronized boolean awaitSettled(long step) throws InterruptedException {
        while (busy && (underWay <= step || waiting.stream().anyMatch(snapshot -> snapshot.step() <= step))) {
            wait();
        }
        return !cancelled && failure == null;
    }

    /**
     * Gives up what is under way or waits, and waits for that: no event comes after it returned.
     *
     * @return what was given up or failed, oldest first
     */
    synchronized List<Snapshot> cancel() throws InterruptedException {
        cancelled = true;
        while (busy) {
            wait();
        }
        givenUp.addAll(waiting);
        waiting.clear();
        return List.copyOf(givenUp);
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private @Nullable Void measureWaiting() {
        try {
            for (Snapshot next = take(); next != null; next = take()) {
                measure(next);
            }
        } catch (RuntimeException | Error e) {
            end(e);
        }
        return null;
    }

    private void measure(Snapshot snapshot) {
        long start = System.nanoTime();
        long cpuStart = CLOCK.getCurrentThreadCpuTime();
        try {
            measure(snapshot, start);
            done(snapshot, CLOCK.getCurrentThreadCpuTime() - cpuStart);
        } catch (CancellationException e) {
            giveUp(snapshot);
        } catch (RuntimeException | Error e) {
            giveUp(snapshot);
            fail(new IllegalStateException("measuring step " + snapshot.step() + " failed: " + e.getMessage(), e));
        }
    }

    private synchronized void end(Throwable cause) {
        fail(new IllegalStateException("measuring ended: " + cause.getMessage(), cause));
        busy = false;
        notifyAll();
    }

    private void measure(Snapshot snapshot, long start) {
        ReluNetwork network = toNetwork.apply(snapshot.parameters());
        Measurement.Result result = measurement.of(network, this::isCancelled);
        result.values().put("measure/millis", (System.nanoTime() - start) / 1e6);
        result.values().put("measure/skipped", (double) skippedSoFar());
        List<MetricPoint> points = new ArrayList<>();
        result.values()
                .forEach((key, value) -> points.add(new MetricPoint(key, snapshot.step(), snapshot.millis(), value)));
        if (snapshot.keepsPaths() && !result.paths().isEmpty()) {
            List<PathRecord> paths = new ArrayList<>(result.paths());
            paths.addAll(measurement.slices(network, this::isCancelled));
            recorder.record(new RunEvent.Paths(run, 0, snapshot.step(), paths, result.readings()));
        }
        // Last, because its points say that the step has been measured.
        recorder.record(new RunEvent.Points(run, 0, points));
    }

    private synchronized @Nullable Snapshot take() {
        Snapshot next = cancelled || failure != null ? null : waiting.poll();
        if (next == null) {
            busy = false;
        } else {
            underWay = next.step();
        }
        notifyAll();
        return next;
    }

    private synchronized void done(Snapshot snapshot, long nanos) {
        costNanos = first ? 0 : nanos;
        first = false;
        spare.add(snapshot.parameters());
    }

    private synchronized void giveUp(Snapshot snapshot) {
        givenUp.add(snapshot);
    }

    private synchronized void fail(RuntimeException cause) {
        failure = cause;
    }

    private synchronized long skippedSoFar() {
        return skipped;
    }
}
