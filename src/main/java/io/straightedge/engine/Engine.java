package io.straightedge.engine;

import io.straightedge.data.Dataset;
import io.straightedge.data.Datasets;
import io.straightedge.disk.DiskWatch;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.Limits;
import io.straightedge.run.Quotas;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Trains and measures runs on this machine, as many at a time as there are training workers. */
public final class Engine implements RunControl, AutoCloseable {
    /** With what recorder and server take after it, ten seconds are not exceeded. */
    private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(6);

    private final RunStore store;
    private final Datasets datasets;
    private final RunChecks checks;
    private final RunStates states;
    private final RunSignals signals;
    private final Checkpoints checkpoints;
    private final RunQueue queue;
    private final UserQuotas quotas;
    private final QuotaWatch watch;
    private final Admission admission;
    private final Experiments experiments;
    private final Holding holding;

    private Engine(
            Vertx vertx,
            RunStore store,
            Datasets datasets,
            Recorder recorder,
            Checkpoints checkpoints,
            int workers,
            Limits limits) {
        this.store = store;
        this.datasets = datasets;
        this.checks = new RunChecks(datasets, limits.run());
        this.signals = new RunSignals(vertx);
        this.states = new RunStates(store, recorder);
        this.checkpoints = checkpoints;
        this.queue = new RunQueue(vertx, limits.user().running(), limits.memoryBytes(), checks::bytes);
        this.quotas = new UserQuotas(limits.user(), store, queue, checkpoints, datasets);
        this.watch = new QuotaWatch(quotas, queue, signals);
        this.admission = new Admission(quotas, queue, states);
        this.experiments = new Experiments(store.experiments(), this, checks, admission, workers);
        this.holding = new Holding(queue, signals, states, this);
    }

    /**
     * Starts the workers and takes up what an earlier server left: runs that were under way are interrupted,
     * and queued ones queue again.
     *
     * @param directory for checkpoints
     * @param workers how many runs train at the same time
     * @param resume whether interrupted runs go on by themselves
     * @param limits of users and runs
     */
    public static Future<Engine> start(
            Vertx vertx,
            RunStore store,
            Datasets datasets,
            Recorder recorder,
            Path directory,
            int workers,
            boolean resume,
            Limits limits) {
        OutsideCause.of(new LinkageError()); // loads all it needs, which it cannot once too many files are open
        Checkpoints checkpoints = new Checkpoints(directory);
        Engine engine = new Engine(vertx, store, datasets, recorder, checkpoints, workers, limits);
        WorkerExecutor measuring = vertx.createSharedWorkerExecutor("measuring", workers, 1, TimeUnit.DAYS);
        DeploymentOptions options = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.WORKER)
                .setWorkerPoolName("training")
                .setWorkerPoolSize(workers)
                .setMaxWorkerExecuteTime(Long.MAX_VALUE)
                .setInstances(workers);
        WorkerExecutor saving = vertx.createSharedWorkerExecutor("checkpoints", workers, 1, TimeUnit.DAYS);
        Workshop workshop = new Workshop(
                limits.run(), datasets, store, recorder, engine.states, engine.signals, checkpoints, measuring, saving);
        engine.watch.start();
        // Nothing is handed out before every verticle is up: those that train block their threads.
        return vertx.deployVerticle(() -> new TrainingVerticle(workshop), options)
                .compose(deployed -> vertx.executeBlocking(() -> engine.recover(resume)));
    }

    /** Starts and steers experiments, whose runs are queued with all others. */
    public ExperimentControl experiments() {
        return experiments;
    }

    /** Holds runs while the disk has no room. */
    public DiskWatch.Work work() {
        return holding;
    }

    /** What users take and may take. */
    public Quotas quotas() {
        return quotas;
    }

    /**
     * The data a run of this spec trains on.
     *
     * @throws io.straightedge.data.DatasetException when they are not here, or no longer
     */
    public Dataset data(RunSpec spec) {
        return datasets.load(DatasetRequests.of(spec));
    }

    @Override
    public Run submit(RunSpec spec, @Nullable String owner) {
        checks.check(spec);
        return admission
                .admit(owner, 1, () -> List.of(store.create(spec, Instant.now(), owner)))
                .get(0);
    }

    @Override
    public synchronized void pause(long id) {
        RunState state = states.of(id);
        if (queue.remove(id)) {
            states.move(id, RunState.PAUSED, "paused before its turn");
        } else if (state == RunState.RUNNING || state == RunState.QUEUED) {
            signals.send(id, RunSignals.Signal.PAUSE);
        } else {
            throw conflict(id, state, "cannot be paused");
        }
    }

    @Override
    public synchronized void resume(long id) {
        RunState state = states.of(id);
        if (!state.resumable()) {
            throw conflict(id, state, "cannot be resumed");
        }
        admission.readmit(find(id), () -> {
            signals.forget(id);
            states.move(id, RunState.QUEUED, "");
        });
        store.keepQueue(queue.order());
    }

    @Override
    public synchronized void stop(long id) {
        RunState state = states.of(id);
        if (queue.remove(id) || state.waiting()) {
            states.move(id, RunState.STOPPED, find(id).step() > 0 ? "" : "stopped before it began");
            checkpoints.delete(id);
        } else if (state.ended()) {
            throw new ConflictException("run " + id + " is " + state.label() + " already");
        } else {
            signals.send(id, RunSignals.Signal.STOP);
        }
    }

    @Override
    public Run again(long id, @Nullable String owner) {
        return submit(find(id).spec(), owner);
    }

    @Override
    public synchronized void move(long id, int position) {
        find(id);
        queue.move(id, position);
        store.keepQueue(queue.order());
    }

    @Override
    public List<Long> queue() {
        return queue.order();
    }

    @Override
    public synchronized void delete(long id) {
        RunState state = states.of(id);
        if (state.active()) {
            throw new ConflictException("run " + id + " is " + state.label() + "; stop it first");
        }
        if (state.waiting()) {
            stop(id); // a verticle may still hold a paused run
        }
        store.delete(id);
        states.forget(id);
        checkpoints.delete(id);
    }

    /** Ends what is under way as interrupted and waits for it, a few seconds at most. Queued runs stay queued. */
    @Override
    public void close() {
        watch.close();
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

    private Engine recover(boolean resume) {
        List<Run> interrupted = store.inState(EnumSet.of(RunState.RUNNING, RunState.INTERRUPTED));
        List<Run> queued = new ArrayList<>(store.queued());
        for (Run run : store.inState(EnumSet.of(RunState.RUNNING))) {
            states.move(run.id(), RunState.INTERRUPTED, "the server ended unexpectedly at step " + run.step());
        }
        if (resume) {
            for (Run run : interrupted) {
                states.move(run.id(), RunState.QUEUED, "interrupted at step " + run.step() + ", resumes by itself");
            }
            queued.addAll(0, interrupted);
        }
        queued.forEach(states::remember);
        checkpoints.runs().stream().filter(states::over).forEach(checkpoints::delete);
        queue.remember(store.ownersByLastStart());
        queue.add(queued);
        return this;
    }

    private static ConflictException conflict(long run, RunState state, String consequence) {
        return new ConflictException("run " + run + " is " + state.label() + " and " + consequence);
    }

    private Run find(long id) {
        return store.find(id).orElseThrow(() -> new NoSuchRunException(id));
    }
}
