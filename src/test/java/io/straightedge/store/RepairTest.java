package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Database files that were damaged on the disk: how that is noticed, and what is saved of them. */
class RepairTest {
    private static final int RUNS = 4;
    private static final int STEPS = 60;
    private static final int KEYS = 30;

    @TempDir
    private Path directory;

    private byte[] whole;

    @BeforeEach
    void fill() throws IOException {
        try (RunStore store = H2RunStore.open(directory)) {
            for (int i = 0; i < RUNS; i++) {
                long run = store.create(Samples.spec("run " + i), Samples.NOON).id();
                store.append(List.of(Samples.state(run, RunState.RUNNING)));
                for (int step = 0; step < STEPS; step++) {
                    store.append(List.of(
                            new RunEvent.Points(run, 0, points(step)),
                            Samples.paths(run, step, Samples.path(1, 20, 3, new Random(step)))));
                }
            }
        }
        whole = Files.readAllBytes(file());
    }

    @Test
    void aSoundDatabaseIsLeftAsItIs() throws IOException {
        Repair.Report report = Repair.repair(directory);

        assertThat(report.damaged()).isNull();
        assertThat(file()).hasBinaryContent(whole);
        assertThat(directory).isDirectoryNotContaining("glob:**repair");
    }

    @Test
    void aFileWithoutItsEndIsRefusedAndLeftAsItIs() throws IOException {
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        Files.write(file(), half);
        assertThatThrownBy(() -> H2RunStore.open(directory).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("restore a backup");

        assertNothingIsSaved(half);
    }

    @Test
    void damagedBytesAreNoticedAndWhatIsBesideThemIsSaved() throws IOException {
        long lost = damageUntilNoticed();

        Repair.Report report = Repair.repair(directory);

        assertThat(report.losses()).as("noticed after %s flipped bytes", lost).isNotEmpty();
        try (RunStore store = H2RunStore.open(directory)) {
            List<Run> runs = store.list(Long.MAX_VALUE, 9);
            assertThat(runs).isNotEmpty();
            int points = runs.stream()
                    .mapToInt(run -> store.metrics(run.id(), Set.of()).values().stream()
                            .mapToInt(List::size)
                            .sum())
                    .sum();
            assertThat(points).isBetween(1, RUNS * STEPS * KEYS);
            store.append(List.of(Samples.state(runs.get(0).id(), RunState.INTERRUPTED)));
        }
    }

    @Test
    void ofAFileWithoutAnyContentNothingIsSavedAndNothingIsChanged() throws IOException {
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Files.write(file(), noise);

        assertNothingIsSaved(noise);
    }

    private void assertNothingIsSaved(byte[] content) {
        assertThatThrownBy(() -> Repair.repair(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("Restore a backup")
                .hasMessageContaining("nothing was changed");
        assertThat(file()).hasBinaryContent(content);
        assertThat(directory).isDirectoryNotContaining("glob:**repair");
    }

    @Test
    void aDatabaseInUseIsNotRepaired() {
        try (RunStore store = H2RunStore.open(directory)) {
            assertThatThrownBy(() -> Repair.repair(directory))
                    .hasMessageContaining("is another Straightedge using " + directory);
            assertThat(store.find(1)).isPresent();
        }
    }

    /** Damages more and more of the file until a start refuses it for a table, and says how many bytes that took. */
    private long damageUntilNoticed() throws IOException {
        for (long seed = 1; seed < 200; seed++) {
            byte[] damaged = whole.clone();
            Random random = new Random(seed);
            int flips = (int) seed;
            for (int i = 0; i < flips; i++) {
                damaged[8192 + random.nextInt(damaged.length - 16_384)] ^= 0x55;
            }
            Files.write(file(), damaged);
            try (RunStore store = H2RunStore.open(directory)) {
                store.list(1, 1);
            } catch (StoreException e) {
                if (String.valueOf(e.getMessage()).contains("is damaged: table ")) {
                    Files.write(file(), damaged);
                    return flips;
                }
            }
        }
        throw new AssertionError("no damage was noticed");
    }

    private static List<MetricPoint> points(int step) {
        List<MetricPoint> points = new ArrayList<>();
        IntStream.range(0, KEYS).forEach(key -> points.add(Samples.point("group/" + key, step, Math.sin(step * key))));
        return points;
    }

    private Path file() {
        return directory.resolve("straightedge.mv.db");
    }
}
