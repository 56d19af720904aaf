package io.straightedge.engine;

import io.straightedge.data.DatasetEntry;
import io.straightedge.data.DatasetException;
import io.straightedge.data.Datasets;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trains and measures runs on this machine, as many at a time as there are training workers. */
public final class Engine implements RunControl, AutoCloseable {
    /** Weights, gradient and snapshots of so many take about a gigabyte. */
    private static final long MOST_PARAMETERS = 50_000_000;

    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(8);

    private final RunStore store;
    private final Datasets datasets;
    private final Recorder recorder;
    private final RunSignals signals;
    private final RunQueue queue;

    private Engine(Vertx vertx, RunStore store, Datasets datasets, Recorder recorder) {
        this.store = store;
        this.datasets = datasets;
        this.recorder = recorder;
        this.signals = new RunSignals(vertx);
        this.queue = new RunQueue(vertx);
    }

    /**
     * Starts the workers and takes up what an earlier server left: runs that were under way are marked
     * interrupted, queued ones queue again.
     *
     * @param workers how many runs train at the same time
     */
    public static Future<Engine> start(Vertx vertx, RunStore store, Datasets datasets, Recorder recorder, int workers) {
        Engine engine = new Engine(vertx, store, datasets, recorder);
        engine.recover();
        WorkerExecutor measuring = vertx.createSharedWorkerExecutor("measuring", workers, 1, TimeUnit.DAYS);
        DeploymentOptions options = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("training")
                .setWorkerPoolSize(workers)
                .setMaxWorkerExecuteTime(Long.MAX_VALUE)
                .setInstances(workers);
        return vertx.deployVerticle(() -> new TrainingVerticle(datasets, recorder, measuring, engine.signals), options)
                .map(engine);
    }

    @Override
    public Run submit(RunSpec spec) {
        try {
            datasets.check(DatasetRequests.of(spec));
        } catch (DatasetException e) {
            throw new InvalidSpecException("dataset." + e.field(), String.valueOf(e.getMessage()));
        }
        checkSize(spec);
        queue.checkRoom();
        Run run = store.create(spec, Instant.now());
        queue.add(run);
        return run;
    }

    @Override
    public void stop(long id) {
        Run run = find(id);
        if (queue.remove(id)) {
            enter(id, RunState.STOPPED, "stopped before it began");
        } else if (run.state().ended()) {
            throw new ConflictException("run " + id + " is " + run.state().label() + " already");
        } else {
            signals.stop(id);
        }
    }

    @Override
    public void delete(long id) {
        Run run = find(id);
        if (!run.state().ended()) {
            throw new ConflictException("run " + id + " is " + run.state().label() + "; stop it first");
        }
        store.delete(id);
    }

    /** Ends what is under way as interrupted and waits for it, a few seconds at most. Queued runs stay queued. */
    @Override
    public void close() {
        queue.close();
        signals.interruptAll();
        long deadline = System.nanoTime() + LONGEST_SHUTDOWN.toNanos();
        while (signals.busy() && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void checkSize(RunSpec spec) {
        DatasetEntry entry = datasets.list().stream()
                .filter(each -> each.name().equals(spec.dataset().name()))
                .findFirst()
                .orElseThrow();
        Integer dimension = spec.dataset().dimension();
        Integer classes = spec.dataset().classes();
        long parameters = 0;
        long width = dimension != null ? dimension : entry.dimension();
        for (int next : spec.network().hidden()) {
            parameters += (width + 1) * next;
            width = next;
        }
        parameters += (width + 1) * (classes != null ? classes : Math.max(1, entry.classes()));
        if (parameters > MOST_PARAMETERS) {
            throw new InvalidSpecException(
                    "network.hidden",
                    "these widths make " + parameters + " parameters; use at most " + MOST_PARAMETERS);
        }
    }

    private void recover() {
        for (Run run : store.inState(EnumSet.of(RunState.RUNNING, RunState.PAUSED))) {
            enter(run.id(), RunState.INTERRUPTED, "the server ended unexpectedly at step " + run.step());
        }
        List<Run> queued = store.inState(EnumSet.of(RunState.QUEUED));
        queued.forEach(queue::add);
    }

    private void enter(long run, RunState state, String message) {
        recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), state, message));
    }

    private Run find(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchRunException(id));
    }
}
