package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.Dataset;
import io.straightedge.data.Datasets;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunLimits;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.TrainingSpec;
import io.straightedge.store.H2RunStore;
import io.straightedge.train.Trainer;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run has the same points, bit for bit, at any speed and however often it was interrupted. */
class SameSeriesTest {
    /** What says how fast the machine was. */
    private static final String OF_THE_CLOCK = "speed/.*|measure/(.*_)?millis|measure/skipped";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"clusters", "curve"})
    void aRunThatWasPausedAndRestartedHasTheSamePoints(String dataset) {
        RunSpec spec = spec(dataset, 250);
        Map<String, List<MetricPoint>> expected;
        long id;
        try (EngineFixture lab = new EngineFixture(directory)) {
            long undisturbed = lab.start(spec);
            lab.awaitState(undisturbed, RunState.FINISHED);
            expected = lab.series(undisturbed);
            id = lab.start(spec);
            lab.pauseAndResume(id, 1);
            lab.pauseAndResume(id, 701);
            lab.awaitRun(id, run -> run.step() >= 1201);
        }
        try (EngineFixture lab = new EngineFixture(directory)) {
            lab.pauseAndResume(id, 1803);
            lab.awaitState(id, RunState.FINISHED);
            assertSame(lab.series(id), expected);
        }
    }

    @Test
    void aRunThatIsHeldUpHasTheSamePoints() throws InterruptedException {
        RunSpec spec = spec("clusters", 220);
        try (RunStore store = H2RunStore.open(directory)) {
            long quick = train(spec, store, Set.of());
            long slow = train(spec, store, Set.of(1003L, 2011L));
            assertSame(store.metrics(slow, Set.of()), store.metrics(quick, Set.of()));
        }
    }

    /** @param heldUpAfter steps after which more than a second passes */
    private long train(RunSpec spec, RunStore store, Set<Long> heldUpAfter) throws InterruptedException {
        long run = store.create(spec, Instant.now()).id();
        Datasets datasets = new Datasets(directory, directory.resolve("uploads"));
        Dataset data = datasets.load(DatasetRequests.of(spec));
        Vertx vertx = Vertx.vertx();
        try (Recorder recorder = new Recorder(store);
                Trainer trainer = new Trainer(spec.network(), spec.training(), data)) {
            WorkerExecutor workers = vertx.createSharedWorkerExecutor("beside training", 2);
            Workshop workshop = new Workshop(
                    RunLimits.DEFAULT,
                    datasets,
                    store,
                    recorder,
                    new RunStates(store, recorder),
                    new RunSignals(vertx),
                    new Checkpoints(directory),
                    workers,
                    workers);
            PairChoice choice = new PairChoice(data, spec);
            Measurement measurement = new Measurement(data, spec.training(), true, choice.pairs(), choice.kept());
            Measuring measuring = new Measuring(run, measurement, trainer::network, recorder, workers);
            TrainingLoop loop = new TrainingLoop(
                    run,
                    spec,
                    trainer,
                    measuring,
                    new Checkpointing(run, workshop, measuring, news -> {}),
                    recorder,
                    History.NONE,
                    Checkpointing.Position.START);
            loop.runUntil(() -> {
                if (heldUpAfter.contains(trainer.stepsDone())) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1100));
                }
                return false;
            });
            measuring.await(() -> false);
            recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.RUNNING, ""));
            recorder.flush();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        return run;
    }

    private static RunSpec spec(String dataset, int epochs) {
        Map<String, Object> data = dataset.equals("curve")
                ? Map.of("name", dataset, "samples", 200)
                : Map.of("name", dataset, "samples", 200, "dimension", 50, "classes", 3);
        String loss = dataset.equals("curve") ? TrainingSpec.SQUARED_ERROR : TrainingSpec.CROSS_ENTROPY;
        return RunSpec.of(Map.of(
                "dataset",
                data,
                "network",
                Map.of("hidden", List.of(48, 32)),
                "training",
                Map.of("loss", loss, "epochs", epochs, "batchSize", 20, "learningRate", 0.01, "warmupEpochs", 10),
                "measure",
                Map.of("pairs", 41, "kind", "random", "everySteps", 400, "normalise", true)));
    }

    /** All steps of the loss; of measures, which may be skipped, those that both runs have. */
    private static void assertSame(Map<String, List<MetricPoint>> actual, Map<String, List<MetricPoint>> expected) {
        assertThat(actual.keySet())
                .contains("train/loss", "normalised/gap_deviation")
                .isEqualTo(expected.keySet());
        for (String key : expected.keySet()) {
            if (key.matches(OF_THE_CLOCK)) {
                continue;
            }
            Map<Long, Long> left = bits(actual.get(key));
            Map<Long, Long> right = bits(expected.get(key));
            if (key.startsWith("train/l")) {
                assertThat(left).as(key).isEqualTo(right);
            } else {
                left.keySet().retainAll(right.keySet());
                assertThat(left).as(key).isNotEmpty();
                assertThat(right).as(key).containsAllEntriesOf(left);
            }
        }
    }

    private static Map<Long, Long> bits(List<MetricPoint> series) {
        return series.stream()
                .collect(Collectors.toMap(
                        MetricPoint::step, point -> Double.doubleToLongBits(point.value()), (a, b) -> a, TreeMap::new));
    }
}
