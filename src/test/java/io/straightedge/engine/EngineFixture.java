package io.straightedge.engine;

import static org.awaitility.Awaitility.await;

import io.straightedge.data.Datasets;
import io.straightedge.run.Limits;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** An engine with one worker on a store in a directory, without a server. */
final class EngineFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path directory;
    private final Vertx vertx = Vertx.vertx();
    private final RunStore store;
    private final Recorder recorder;
    private final Engine engine;

    EngineFixture(Path directory) {
        this(directory, store -> store);
    }

    /** @param between what engine and recorder see of the store */
    EngineFixture(Path directory, UnaryOperator<RunStore> between) {
        this.directory = directory;
        store = H2RunStore.open(directory);
        RunStore seen = between.apply(store);
        recorder = new Recorder(seen);
        Datasets datasets = new Datasets(directory.resolve("datasets"), directory.resolve("uploads"));
        engine = Engine.start(
                        vertx, seen, datasets, recorder, directory.resolve("checkpoints"), 1, true, Limits.DEFAULT)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** The store with something done before each call of a method. */
    static RunStore before(String name, RunStore store, Runnable act) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        act.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    Engine engine() {
        return engine;
    }

    RunStore store() {
        return store;
    }

    long start(RunSpec spec) {
        return engine.submit(spec).id();
    }

    Run awaitRun(long run, Predicate<Run> wanted) {
        return await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> find(run), wanted::test);
    }

    Run awaitState(long run, RunState state) {
        return awaitRun(run, found -> found.state() == state);
    }

    Run find(long run) {
        return store.find(run).orElseThrow();
    }

    /** Lets a run wait from some step on, and go on from there. */
    void pauseAndResume(long run, long step) {
        awaitRun(run, found -> found.step() >= step);
        engine.pause(run);
        awaitState(run, RunState.PAUSED);
        engine.resume(run);
    }

    Map<String, List<MetricPoint>> series(long run) {
        return store.metrics(run, Set.of());
    }

    Path checkpoints(long run) {
        return directory.resolve("checkpoints/" + run);
    }

    @Override
    public void close() {
        engine.close();
        recorder.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
