package io.straightedge;

import io.micrometer.core.instrument.binder.system.DiskSpaceMetrics;
import io.straightedge.backup.Restore;
import io.straightedge.data.Datasets;
import io.straightedge.disk.DiskSpace;
import io.straightedge.disk.DiskWatch;
import io.straightedge.disk.PrivateFiles;
import io.straightedge.engine.Engine;
import io.straightedge.engine.Recorder;
import io.straightedge.run.Limits;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What trains and keeps runs, without the web: store, recorder, engine. Closed in the opposite order. */
final class Lab implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lab.class);
    static final String CHECKPOINTS = "checkpoints";

    /** What a data directory may hold since before it was made for its account alone. */
    private static final List<String> PRIVATE =
            List.of(CHECKPOINTS, "backups", "uploads", "datasets/uploads", ServerAddress.FILE);

    private static final long CLOSING_SECONDS = 2;
    private static final long BLOCKED_SECONDS = 10;

    private final Deque<AutoCloseable> opened;
    private final Vertx vertx;
    private final Stores stores;
    private final Recorder recorder;
    private final Datasets datasets;
    private final Engine engine;
    private final Telemetry telemetry;
    private final DiskSpace disk;
    private final CompletableFuture<String> failure;

    private Lab(
            Deque<AutoCloseable> opened,
            Vertx vertx,
            Stores stores,
            Recorder recorder,
            Datasets datasets,
            Engine engine,
            Telemetry telemetry,
            DiskSpace disk,
            CompletableFuture<String> failure) {
        this.opened = opened;
        this.vertx = vertx;
        this.stores = stores;
        this.recorder = recorder;
        this.datasets = datasets;
        this.engine = engine;
        this.telemetry = telemetry;
        this.disk = disk;
        this.failure = failure;
    }

    /**
     * Opens everything, or closes again what it had opened.
     *
     * @param source gives the datasets, once the data directory is this lab's alone
     * @param workers runs that train at the same time
     * @param resume whether runs that an earlier server left interrupted go on by themselves
     * @param limits of users and runs
     * @param minFreeBytes that stay free on the disk, or null for what suits it
     */
    static Lab open(
            Path dataDir,
            Supplier<Datasets> source,
            int workers,
            boolean resume,
            Limits limits,
            @Nullable Long minFreeBytes) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Restore.rejectHalfDone(dataDir);
            Stores stores = Step.of("opening the database in " + dataDir, () -> H2RunStore.openAll(dataDir));
            RunStore store = stores.runs();
            opened.push(stores);
            PrivateFiles.tighten(dataDir, PRIVATE);
            Telemetry telemetry = new Telemetry();
            opened.push(telemetry);
            Vertx vertx = vertx(telemetry);
            opened.push(() -> close(vertx));
            Recorder recorder = new Recorder(store);
            opened.push(recorder);
            Datasets datasets = source.get();
            Engine engine = await(
                    "starting the training workers and taking up runs",
                    Engine.start(
                            vertx, store, datasets, recorder, dataDir.resolve(CHECKPOINTS), workers, resume, limits));
            opened.push(engine);
            DiskSpace disk = DiskSpace.of(dataDir, minFreeBytes);
            CompletableFuture<String> failure = new CompletableFuture<>();
            DiskWatch diskWatch = new DiskWatch(disk, stores.opening(), engine.work(), failure::complete);
            opened.push(diskWatch);
            diskWatch.start();
            watch(telemetry, engine, recorder, dataDir);
            telemetry.part("disk", () -> !disk.full());
            return new Lab(opened, vertx, stores, recorder, datasets, engine, telemetry, disk, failure);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** From now on the listener is told of events, once they are stored. */
    void listen(Consumer<List<RunEvent>> listener) {
        recorder.listen(events -> {
            listener.accept(events);
            telemetry.observe(events);
        });
    }

    Vertx vertx() {
        return vertx;
    }

    RunStore store() {
        return stores.runs();
    }

    Stores stores() {
        return stores;
    }

    Datasets datasets() {
        return datasets;
    }

    Engine engine() {
        return engine;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    DiskSpace disk() {
        return disk;
    }

    /** Why it cannot go on, once it cannot. */
    CompletionStage<String> failure() {
        return failure;
    }

    /** Ends runs as interrupted, writes what they reported, and closes the store. */
    @Override
    public void close() {
        closeAll(opened);
    }

    /**
     * Waits as long as it takes.
     *
     * @param step what is being done
     * @throws CompletionException with the future's failure as its cause
     */
    static <T> T await(String step, Future<T> future) {
        return Step.of(
                step, () -> future.toCompletionStage().toCompletableFuture().join());
    }

    /** Closes without waiting for a worker that trains on, because a step takes long. */
    private static void close(Vertx vertx) throws InterruptedException, ExecutionException {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSING_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.info("a worker has not ended yet");
        }
    }

    /** A loop that does not answer is told of in one line, without a stack: on a busy machine it is merely slow. */
    static VertxOptions options() {
        return new VertxOptions()
                .setBlockedThreadCheckInterval(BLOCKED_SECONDS)
                .setBlockedThreadCheckIntervalUnit(TimeUnit.SECONDS)
                .setMaxEventLoopExecuteTime(BLOCKED_SECONDS)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS)
                .setMaxWorkerExecuteTime(Long.MAX_VALUE)
                .setWarningExceptionTime(Long.MAX_VALUE);
    }

    private static Vertx vertx(Telemetry telemetry) {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setDisabledMetricsCategories(Set.of("eventbus", "http.client", "net.client", "datagram"));
        return Vertx.builder()
                .with(options().setMetricsOptions(metrics))
                .withMetrics(new MicrometerMetricsFactory(telemetry.registry()))
                .build();
    }

    private static void watch(Telemetry telemetry, Engine engine, Recorder recorder, Path dataDir) {
        new DiskSpaceMetrics(dataDir.toFile()).bindTo(telemetry.registry());
        telemetry.gauge("runs.queued", "runs that wait for their turn", () -> engine.queue()
                .size());
        telemetry.part("recorder", recorder::works);
        telemetry.gauge("store.waiting", "events that are not in the store yet", recorder::waiting);
        telemetry.timer("store.write", "batches of events written", recorder::writes, recorder::writingNanos);
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.error("closing failed", e);
            }
        }
    }
}
