package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.run.Run;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointingTest {
    private static final RunSpec SPEC = RunSpec.of(Map.of(
            "dataset", Map.of("name", "moons", "samples", 100),
            "network", Map.of("hidden", List.of(20)),
            "training", Map.of("epochs", 40_000, "batchSize", 10),
            "measure", Map.of("pairs", 4, "kind", "random", "everySteps", 1000)));

    @TempDir
    private Path directory;

    /** A checkpoint that is ahead of the store after a power cut would leave steps out that nothing repeats. */
    @Test
    void eventsAreSafeFromAPowerCutBeforeTheirCheckpoint() {
        List<Boolean> checkpointed = new CopyOnWriteArrayList<>();
        Path checkpoints = directory.resolve("checkpoints/1");
        try (EngineFixture lab = new EngineFixture(
                directory,
                store -> EngineFixture.before("sync", store, () -> checkpointed.add(Files.exists(checkpoints))))) {
            pauseOnTheWay(lab);
            await().atMost(60, TimeUnit.SECONDS).until(() -> Files.exists(checkpoints));
            assertThat(checkpointed).containsExactly(false);
        }
    }

    @Test
    void thereIsNoCheckpointOfEventsThatAreNotSafe() {
        try (EngineFixture lab = new EngineFixture(
                directory,
                store -> EngineFixture.before("sync", store, () -> {
                    throw new StoreException("the disk does not answer");
                }))) {
            long id = pauseOnTheWay(lab);
            Run run = lab.awaitRun(id, found -> found.message().contains("could not be written"));
            assertThat(run.message()).contains("the disk does not answer");
            assertThat(lab.checkpoints(id)).doesNotExist();
        }
    }

    private static long pauseOnTheWay(EngineFixture lab) {
        long id = lab.start(SPEC);
        lab.awaitRun(id, run -> run.step() >= 100);
        lab.engine().pause(id);
        lab.awaitState(id, RunState.PAUSED);
        return id;
    }
}
