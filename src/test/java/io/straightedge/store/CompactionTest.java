package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.run.PathRecord;
import io.straightedge.run.RunStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactionTest {
    private static final long MIB = 1L << 20;
    private static final int STEPS = 40;

    @TempDir
    private Path directory;

    @Test
    void aDeletedRunGivesItsSpaceBackWhileTheStoreIsUsed() throws IOException {
        PathRecord large = Samples.path(1, 20_000, 10, new Random(1));
        try (RunStore store = H2RunStore.open(directory)) {
            long kept = store.create(Samples.spec("kept"), Samples.NOON).id();
            long deleted = store.create(Samples.spec("deleted"), Samples.NOON).id();
            store.append(List.of(Samples.paths(kept, 7, large)));
            for (int step = 0; step < STEPS; step++) {
                store.append(List.of(Samples.paths(deleted, step, large)));
            }
            assertThat(size()).isGreaterThan(30 * MIB);

            store.delete(deleted);

            await().atMost(Duration.ofMinutes(3)).until(() -> size() < 20 * MIB);
            assertThat(PathBlob.encode(store.path(kept, 7, 1).orElseThrow())).isEqualTo(PathBlob.encode(large));
            store.append(List.of(Samples.paths(kept, 8, large)));
        }
        try (RunStore store = H2RunStore.open(directory)) {
            assertThat(store.pathSteps(1)).containsExactly(7L, 8L);
        }
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("straightedge.mv.db"));
    }
}
