package io.straightedge;

import io.straightedge.data.Datasets;
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
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What trains and keeps runs, without the web: store, recorder, engine. Closed in the opposite order. */
final class Lab implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lab.class);
    static final String CHECKPOINTS = "checkpoints";

    private static final long LONGEST_STEP_SECONDS = 30;

    /** A worker that trains on, because a step takes long, does not hold the end up. */
    private static final long CLOSING_SECONDS = 2;

    private final Deque<AutoCloseable> opened;
    private final Vertx vertx;
    private final Stores stores;
    private final Recorder recorder;
    private final Datasets datasets;
    private final Engine engine;
    private final Telemetry telemetry;

    private Lab(
            Deque<AutoCloseable> opened,
            Vertx vertx,
            Stores stores,
            Recorder recorder,
            Datasets datasets,
            Engine engine,
            Telemetry telemetry) {
        this.opened = opened;
        this.vertx = vertx;
        this.stores = stores;
        this.recorder = recorder;
        this.datasets = datasets;
        this.engine = engine;
        this.telemetry = telemetry;
    }

    /**
     * Opens everything, or closes again what it had opened.
     *
     * @param workers runs that train at the same time
     * @param resume whether runs that an earlier server left interrupted go on by themselves
     * @param limits of users and runs
     */
    static Lab open(Path dataDir, Path datasetsDir, int workers, boolean resume, Limits limits) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Stores stores = H2RunStore.openAll(dataDir);
            RunStore store = stores.runs();
            opened.push(stores);
            Telemetry telemetry = new Telemetry();
            opened.push(telemetry);
            Vertx vertx = vertx(telemetry);
            opened.push(() -> await(vertx.close(), CLOSING_SECONDS));
            Recorder recorder = new Recorder(store);
            opened.push(recorder);
            Datasets datasets = new Datasets(datasetsDir);
            Engine engine = await(Engine.start(
                    vertx, store, datasets, recorder, dataDir.resolve(CHECKPOINTS), workers, resume, limits));
            opened.push(engine);
            watch(telemetry, engine, recorder);
            return new Lab(opened, vertx, stores, recorder, datasets, engine, telemetry);
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

    /** Ends runs as interrupted, writes what they reported, and closes the store. */
    @Override
    public void close() {
        closeAll(opened);
    }

    /** @throws CompletionException with the future's failure as its cause */
    static <T> T await(Future<T> future) {
        return await(future, LONGEST_STEP_SECONDS);
    }

    private static <T> T await(Future<T> future, long seconds) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            throw new CompletionException(new TimeoutException(
                    "a step took more than " + LONGEST_STEP_SECONDS + " seconds; is this machine overloaded?"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    private static Vertx vertx(Telemetry telemetry) {
        MicrometerMetricsOptions options = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setDisabledMetricsCategories(Set.of("eventbus", "http.client", "net.client", "datagram"));
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(options))
                .withMetrics(new MicrometerMetricsFactory(telemetry.registry()))
                .build();
    }

    private static void watch(Telemetry telemetry, Engine engine, Recorder recorder) {
        telemetry.gauge("runs.queued", "runs that wait for their turn", () -> engine.queue()
                .size());
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
