package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aFileWithoutItsEndIsRefusedAndWhatIsLostIsSaid() throws IOException {
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        Files.write(file(), half);
        assertThatThrownBy(() -> H2RunStore.open(directory).close())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("restore a backup");
        assertThat(file()).hasBinaryContent(half);

        // An older state is in the first half or not, as the database happened to be written.
        try {
            assertThat(Repair.repair(directory).losses()).containsKey("whatever was written last");
        } catch (StoreException e) {
            assertNothingIsSaved(half);
        }
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

    @Test
    void aRowWithAnotherValueIsFoundAndDroppedByNameAndNothingElse() throws Exception {
        try (Connection connection = H2RunStore.database(directory, "").getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("metric_point", "event", "path", "run")) {
                statement.execute("DROP TRIGGER " + table + "_checksum");
            }
            statement.execute(
                    "UPDATE metric_point SET reading = reading + 1 WHERE run_id = 2 AND key_id = 5 AND step = 7");
            statement.execute(
                    "UPDATE event SET payload = REPLACE(payload, 'running', 'failed') WHERE run_id = 3 AND seq = 1");
            statement.execute("UPDATE path SET shape = (SELECT shape FROM path WHERE run_id = 1 AND step = 1)"
                    + " WHERE run_id = 1 AND step = 9");
            statement.execute("UPDATE run SET message = 'other' WHERE id = 4");
            statement.execute("SHUTDOWN");
        }
        try (Stores stores = H2RunStore.openAll(directory)) {
            assertThat(damage(stores))
                    .contains(
                            "is damaged: event of run 3, metric_point of run 2 at step 7, path of run 1 at step 9, run 4;")
                    .contains("\"repair\"");
        }

        Repair.Report report = Repair.repair(directory);

        assertThat(report.losses())
                .containsOnlyKeys("event of run 3", "metric_point of run 2 at step 7", "path of run 1 at step 9")
                .containsValue(1L);
        assertThat(report.doubts()).containsOnlyKeys("run 4");
        try (Stores stores = H2RunStore.openAll(directory)) {
            assertThat(stores.runs().list(Long.MAX_VALUE, 9)).hasSize(RUNS);
            assertThat(stores.runs().metrics(2, Set.of()).values().stream()
                            .mapToInt(List::size)
                            .sum())
                    .isEqualTo(STEPS * KEYS - 1);
        }
        try (Connection connection = H2RunStore.database(directory, "").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE run SET message = 'said' WHERE id = 4");
            statement.execute("SHUTDOWN");
        }
        assertThat(Repair.repair(directory).damaged()).as("of a sound database").isNull();
    }

    @Test
    void rowsOfBeforeChecksumsAreTakenAsTheyAre() throws Exception {
        try (Connection connection = H2RunStore.database(directory, "").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TRIGGER metric_point_checksum");
            statement.execute("UPDATE metric_point SET checksum = NULL");
            statement.execute("SHUTDOWN");
        }
        try (Stores stores = H2RunStore.openAll(directory)) {
            assertThat(damage(stores)).isEmpty();
        }
    }

    @Test
    void aPathThatCannotBeReadIsDroppedAlone() throws Exception {
        try (Connection connection = H2RunStore.database(directory, "").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE path SET shape = X'0102' WHERE run_id = 3 AND step = 4");
            statement.execute("SHUTDOWN");
        }

        assertThat(Repair.repair(directory).losses()).containsExactly(Map.entry("path of run 3 at step 4", 1L));

        try (RunStore store = H2RunStore.open(directory)) {
            assertThat(store.pathSteps(3)).hasSize(STEPS - 1).doesNotContain(4L);
        }
    }

    /** One flipped bit each: either the start or the check says so, or everything reads as before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noFlippedBitGivesOtherContentsWithoutAWord(int seed) throws IOException {
        String before;
        try (RunStore store = H2RunStore.open(directory)) {
            before = contents(store);
        }
        byte[] damaged = Files.readAllBytes(file());
        Random random = new Random(seed);
        damaged[8192 + random.nextInt(damaged.length - 8192)] ^= (byte) (1 << random.nextInt(8));
        Files.write(file(), damaged);

        try (Stores stores = H2RunStore.openAll(directory)) {
            if (damage(stores).isEmpty()) {
                assertThat(contents(stores.runs())).isEqualTo(before);
            }
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("damaged");
        }
    }

    private static String contents(RunStore store) {
        StringBuilder all = new StringBuilder();
        for (Run run : store.list(Long.MAX_VALUE, 9)) {
            all.append(run).append(store.eventsAfter(run.id(), 0, 999)).append(store.metrics(run.id(), Set.of()));
            for (long step : store.pathSteps(run.id())) {
                store.path(run.id(), step, 1)
                        .ifPresent(path -> all.append(step).append(Arrays.hashCode(PathBlob.encode(path))));
            }
        }
        return all.toString();
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
    void aRepairThatWasKilledBetweenItsLastStepsIsNotTakenForAnEmptyLab() throws IOException {
        Files.createDirectories(directory.resolve("repair").resolve("new"));
        Files.move(file(), directory.resolve("straightedge-damaged-20250301T120000Z.mv.db"));

        assertThatThrownBy(() -> H2RunStore.open(directory).close())
                .isInstanceOf(StoreException.class)
                .hasMessage("a repair of " + directory
                        + " was ended before it was through; run \"repair\" again, which begins anew");
        assertThat(file()).doesNotExist();

        assertThat(Repair.repair(directory).damaged()).isNull();
        assertThat(file()).hasBinaryContent(whole);
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

    /** Damages more and more of the file until that is noticed in a table that opens, and says how many bytes that took. */
    private long damageUntilNoticed() throws IOException {
        for (long seed = 1; seed < 200; seed++) {
            byte[] damaged = whole.clone();
            Random random = new Random(seed);
            int flips = (int) seed;
            for (int i = 0; i < flips; i++) {
                damaged[8192 + random.nextInt(damaged.length - 16_384)] ^= 0x55;
            }
            Files.write(file(), damaged);
            try (Stores stores = H2RunStore.openAll(directory)) {
                if (damage(stores).contains("point of run")) {
                    Files.write(file(), damaged);
                    return flips;
                }
            } catch (StoreException e) {
                assertThat(e).hasMessageContaining("damaged");
            }
        }
        throw new AssertionError("no damage was noticed");
    }

    /** What the check in the background finds; nothing is an empty text. */
    private static String damage(Stores stores) {
        stores.integrity().start();
        await().atMost(Duration.ofMinutes(2)).until(stores.integrity()::complete);
        return Objects.requireNonNullElse(stores.integrity().damage(), "");
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
