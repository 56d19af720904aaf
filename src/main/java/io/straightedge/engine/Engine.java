package io.straightedge.engine;

import io.straightedge.data.Datasets;
import io.straightedge.run.ExperimentControl;
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
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(8);

    private final RunStore store;
    private final RunChecks checks;
    private final Recorder recorder;
    private final RunSignals signals;
    private final RunQueue queue;
    private final Experiments experiments;

    private Engine(Vertx vertx, RunStore store, Datasets datasets, Recorder recorder, int workers) {
        this.store = store;
        this.checks = new RunChecks(datasets);
        this.recorder = recorder;
        this.signals = new RunSignals(vertx);
        this.queue = new RunQueue(vertx);
        this.experiments = new Experiments(store.experiments(), this, checks, queue, workers);
    }

    /**
     * Starts the workers and takes up what an earlier server left: runs that were under way are marked
     * interrupted, queued ones queue again.
     *
     * @param workers how many runs train at the same time
     */
    public static Future<Engine> start(Vertx vertx, RunStore store, Datasets datasets, Recorder recorder, int workers) {
        Engine engine = new Engine(vertx, store, datasets, recorder, workers);
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

    /** Starts and steers experiments, whose runs are queued with all others. */
    public ExperimentControl experiments() {
        return experiments;
    }

    @Override
    public Run submit(RunSpec spec) {
        checks.check(spec);
        queue.checkRoom(1);
        Run run = store.create(spec, Instant.now());
        queue.add(List.of(run));
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

    private void recover() {
        for (Run run : store.inState(EnumSet.of(RunState.RUNNING, RunState.PAUSED))) {
            enter(run.id(), RunState.INTERRUPTED, "the server ended unexpectedly at step " + run.step());
        }
        queue.add(store.inState(EnumSet.of(RunState.QUEUED)));
    }

    private void enter(long run, RunState state, String message) {
        recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), state, message));
    }

    private Run find(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchRunException(id));
    }
}
