package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.data.IdxFiles;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies outside a run and passes never ends it for good, and takes nothing that it has reached. */
class InterruptedRunsTest {
    /** Long enough to be caught under way on any machine, and with a point of the loss at every step. */
    private static final int EPOCHS = 100;

    private static final long STEPS = 10 * EPOCHS;

    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void putData() throws IOException {
        data = Files.createDirectories(directory.resolve("datasets/mnist"));
        IdxFiles.write(data, "t10k-images-idx3-ubyte", IdxFiles.images(200));
        IdxFiles.write(data, "t10k-labels-idx1-ubyte", IdxFiles.labels(200));
    }

    @Test
    void aStartWithoutTheDataInterruptsARunThatGoesOnWithThem() throws IOException {
        String undisturbed;
        long id;
        try (EngineFixture lab = new EngineFixture(directory)) {
            long alone = lab.start(spec(EPOCHS, 0.1));
            undisturbed = lab.awaitState(alone, RunState.FINISHED).message();
            id = lab.start(spec(EPOCHS, 0.1));
            lab.awaitRun(id, run -> run.step() >= 20);
        }
        assertThat(checkpoints(id)).isNotEmpty();
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(data, elsewhere);
        List<Path> kept = checkpoints(id);
        for (int starts = 0; starts < 2; starts++) {
            try (EngineFixture lab = new EngineFixture(directory)) {
                Run run = lab.awaitRun(id, found -> found.message().contains("--datasets-dir"));
                assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
                assertThat(run.message()).contains("MNIST");
                assertThat(checkpoints(id)).isEqualTo(kept);
                if (starts == 1) {
                    Files.move(elsewhere, data);
                    lab.engine().resume(id);
                    assertThat(lab.awaitState(id, RunState.FINISHED).message()).isEqualTo(undisturbed);
                    assertStepsOnce(lab, id);
                }
            }
        }
    }

    @Test
    void aRunGoesOnByItselfAtTheNextStartWithItsData() throws IOException {
        long id;
        Path elsewhere = directory.resolve("elsewhere");
        try (EngineFixture lab = new EngineFixture(directory)) {
            long first = lab.start(spec(40_000, 0.1));
            id = lab.start(spec(5, 0.1));
            Files.move(data, elsewhere);
            lab.engine().stop(first);
            lab.awaitState(id, RunState.INTERRUPTED);
        }
        Files.move(elsewhere, data);
        try (EngineFixture lab = new EngineFixture(directory)) {
            lab.awaitState(id, RunState.FINISHED);
        }
    }

    @Test
    void aStoreThatFailsInterruptsARun() {
        AtomicBoolean fails = new AtomicBoolean();
        try (EngineFixture lab = new EngineFixture(directory, store -> failingWhile(fails, store))) {
            long id = lab.start(spec(EPOCHS, 0.1));
            lab.awaitRun(id, run -> run.step() >= 10);
            lab.engine().pause(id);
            lab.awaitState(id, RunState.PAUSED);
            fails.set(true);
            lab.engine().resume(id);
            Run run = lab.awaitState(id, RunState.INTERRUPTED);
            assertThat(run.message()).contains("the database could not be used");
            fails.set(false);
            lab.engine().resume(id);
            lab.awaitState(id, RunState.FINISHED);
            assertStepsOnce(lab, id);
        }
    }

    /** As where too many files are open to load the class that would say so. */
    @Test
    void anErrorOnTheWayOutInterruptsARun() {
        AtomicBoolean fails = new AtomicBoolean(true);
        try (EngineFixture lab = new EngineFixture(
                directory,
                store -> EngineFixture.before("metrics", store, () -> {
                    if (fails.get()) {
                        throw new Unspeakable();
                    }
                }))) {
            long id = lab.start(spec(40, 0.1));
            assertThat(lab.awaitState(id, RunState.INTERRUPTED).message()).contains("start it again");
            fails.set(false);
            lab.engine().resume(id);
            lab.awaitState(id, RunState.FINISHED);
        }
    }

    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new NoClassDefFoundError("too many files are open");
        }
    }

    /** As where too many files are open: what is in the checkpoint is not known, so it is not left out. */
    @Test
    void aCheckpointThatCannotBeReadNowInterruptsARun() throws IOException {
        try (EngineFixture lab = new EngineFixture(directory)) {
            long id = lab.start(spec(EPOCHS, 0.1));
            lab.awaitRun(id, run -> run.step() >= 10);
            lab.engine().pause(id);
            lab.awaitState(id, RunState.PAUSED);
            // A pause is told before its checkpoint is written.
            org.awaitility.Awaitility.await().until(() -> checkpoints(id).size() == 1 && Files.notExists(draft(id)));
            Path checkpoint = checkpoints(id).get(0);
            Path moved = Files.move(checkpoint, directory.resolve("moved"));
            Files.createDirectory(checkpoint);
            lab.engine().resume(id);
            Run run = lab.awaitState(id, RunState.INTERRUPTED);
            assertThat(run.message()).contains("a file could not be read");
            Files.delete(checkpoint);
            Files.move(moved, checkpoint);
            lab.engine().resume(id);
            lab.awaitState(id, RunState.FINISHED);
            assertStepsOnce(lab, id);
        }
    }

    @Test
    void aFailedRunKeepsItsCheckpointsUntilItIsDeletedAndCanBeResumed() throws IOException {
        long id;
        try (EngineFixture lab = new EngineFixture(directory)) {
            long first = lab.start(spec(40_000, 0.1));
            id = lab.start(spec(40, 1e9));
            new Checkpoints(directory.resolve("checkpoints")).write(id, 3, ByteBuffer.wrap(new byte[] {1, 2, 3}));
            lab.engine().stop(first);
            Run failed = lab.awaitState(id, RunState.FAILED);
            assertThat(failed.message()).contains("learning rate");
            assertThat(failed.ended()).isNotNull();
            assertThat(checkpoints(id)).hasSize(1);
        }
        try (EngineFixture lab = new EngineFixture(directory)) {
            assertThat(checkpoints(id)).as("after a start").hasSize(1);
            assertThat(lab.find(id).state()).isEqualTo(RunState.FAILED);
            assertThatThrownBy(() -> lab.engine().stop(id)).isInstanceOf(ConflictException.class);
            long before = lab.find(id).lastSeq();
            lab.engine().resume(id);
            Run again = lab.awaitRun(id, run -> run.state() == RunState.FAILED && run.lastSeq() > before + 2);
            assertThat(again.message()).contains("learning rate");
            lab.engine().delete(id);
            assertThat(lab.checkpoints(id)).doesNotExist();
        }
    }

    private static RunSpec spec(int epochs, double learningRate) {
        return RunSpec.of(Map.of(
                "dataset", Map.of("name", "mnist", "samples", 100),
                "network", Map.of("hidden", List.of(30)),
                "training", Map.of("epochs", epochs, "batchSize", 10, "learningRate", learningRate),
                "measure", Map.of("pairs", 4, "kind", "random", "everySteps", 50)));
    }

    private List<Path> checkpoints(long run) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("checkpoints/" + run))) {
            return files.sorted().toList();
        }
    }

    private Path draft(long run) {
        return directory.resolve("checkpoints/" + run + "/draft");
    }

    private static void assertStepsOnce(EngineFixture lab, long run) {
        assertThat(lab.series(run).get("train/loss"))
                .extracting(MetricPoint::step)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, STEPS).boxed().toList());
        assertThat(lab.series(run).get("path/kinks"))
                .extracting(MetricPoint::step)
                .startsWith(0L)
                .endsWith(STEPS)
                .doesNotHaveDuplicates();
    }

    private static RunStore failingWhile(AtomicBoolean fails, RunStore store) {
        return EngineFixture.before("metrics", store, () -> {
            if (fails.get()) {
                throw new StoreException("the disk is away");
            }
        });
    }
}
