package io.straightedge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.Mutations;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final int MUTATIONS = 3000;
    private static final List<MeasuredPair> PAIRS =
            List.of(new MeasuredPair(5, 6, 0, 1), new MeasuredPair(1, 2, -1, -1));
    private static final List<PairReading> READINGS = List.of(
            new PairReading(3, 0.1f, 1.5f, Float.POSITIVE_INFINITY, 1e-30f),
            new PairReading(0, Float.NaN, Float.NaN, 0, Float.NaN));

    @TempDir
    Path directory;

    private RunStore store;
    private Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void makeArchive() throws IOException {
        store = H2RunStore.open(directory.resolve("store"));
        Run run = store.create(RunSpec.of(Map.of("name", "made")), NOON);
        store.append(events(run.id()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArchiveWriter.writeRun(store, store.find(run.id()).orElseThrow(), out);
        entries = Mutations.unzipped(out.toByteArray());
        store.delete(run.id());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everythingComesBack() throws IOException {
        long run = read(zipped()).runs().get(0);
        assertThat(store.metrics(run, Set.of()).get("path/odd"))
                .extracting(MetricPoint::value)
                .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, 0.1 + 0.2);
        PathRecord path = store.path(run, 7, 0).orElseThrow();
        assertThat(path.gap()).containsExactly(1.1f, Float.NaN, 3.3f, Float.NEGATIVE_INFINITY);
        assertThat(path.t()).containsExactly(0.1 + 0.2, 0.5);
        assertThat(store.pathSteps(run)).containsExactly(0L, 7L);
        assertThat(store.pairs(run)).hasSize(1);
        assertThat(store.measuredPairs(run)).isEqualTo(PAIRS);
        assertThat(store.readings(run, 0)).isEqualTo(READINGS);
        assertThat(store.readings(run, 7)).isEqualTo(READINGS);
        assertThat(store.find(run).orElseThrow().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void anArchiveFromBeforeReadingsWereKeptIsReadWithoutThem() throws IOException {
        entries.remove("runs/1/measured.json");
        entries.remove("runs/1/readings.ndjson");
        entries.computeIfPresent("manifest.json", (name, content) -> new String(content, StandardCharsets.UTF_8)
                .replace("\"version\" : 2", "\"version\" : 1")
                .getBytes(StandardCharsets.UTF_8));
        long run = read(zipped()).runs().get(0);
        assertThat(store.pathSteps(run)).containsExactly(0L, 7L);
        assertThat(store.measuredPairs(run)).isEmpty();
        assertThat(store.readings(run, 7)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manifest.json       | \"version\" : 2   | \"version\" : 3        | version 3 cannot be read",
                "manifest.json       | \"kind\" : \"run\" | \"kind\" : \"walk\"    | kind \"walk\" is neither",
                "manifest.json       | [ 1 ]             | [ 1, 2 ]               | holds one run, not 2",
                "manifest.json       | [ 1 ]             | [ 3 ]                  | does not belong there",
                "manifest.json       | \"version\"       | \"colour\"             | version: is missing",
                "runs/1/run.json     | \"sgd\"           | \"magic\"              | training.optimizer",
                "runs/1/run.json     | \"finished\"      | \"lost\"               | state \"lost\" is not known",
                "runs/1/run.json     | 2026-01-31T12     | 1626-01-31T12          | is not between",
                "runs/1/run.json     | \"totalSteps\" : 9 | \"totalSteps\" : -9   | totalSteps",
                "runs/1/points.csv   | ,7,               | ,seven,                | line 5: step and millis",
                "runs/1/points.csv   | ,7,               | ,-7,                   | must not be negative",
                "runs/1/points.csv   | path/loss         | path loss              | is not key,step",
                "runs/1/pairs.json   | [ 1.0, 2.0 ]      | [ 1.0 ]                | has 1 input ",
                "runs/1/paths.ndjson | \"unit\":[0,1]    | \"unit\":[0,9]         | line 2: kink 1",
                "runs/1/paths.ndjson | \"pair\":0        | \"pair\":3             | line 1: pair 3",
                "runs/1/measured.json | \"a\" : [ 5, 1 ] | \"a\" : [ 5 ]        | b has 2 entries; it needs 1",
                "runs/1/measured.json | \"classA\" : [ 0, | \"classA\" : [ 2,    | classes 2 and 1",
                "runs/1/readings.ndjson | \"kinks\":[3,0] | \"kinks\":[3]        | line 1: kinks has 1 entry; it needs 2",
                "runs/1/readings.ndjson | \"kinks\":[3,0] | \"kinks\":[-3,0]     | line 1: kinks of pair 0",
                "runs/1/readings.ndjson | \"step\":7       | \"step\":0           | line 2: step 0 comes after 0",
                "runs/1/paths.ndjson | \"t\":[0.3          | \"t\":[0.1,0.3         | line 2: layer has 2 entries; it needs 3",
            })
    void whatIsWrongIsNamedWithItsPlace(String entry, String right, String wrong, String message) throws IOException {
        String content = new String(entries.get(entry), StandardCharsets.UTF_8);
        assertThat(content).contains(right);
        entries.put(entry, content.replace(right, wrong).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> read(zipped()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining(message);
        assertThat(store.list(Long.MAX_VALUE, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../evil", "/etc/evil", "runs/1/../../../evil", "runs\\1\\evil", "runs/2/run.json"})
    void anEntryThatLeadsElsewhereIsRefused(String name) throws IOException {
        entries.put(name, new byte[] {1});
        assertThatThrownBy(() -> read(zipped()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("an entry that does not belong there: " + name);
    }

    @Test
    void limitsHold() throws IOException {
        byte[] archive = zipped();
        Limits right = new Limits(1, 10_000, 10_000, 30_000, 1000, 10);
        assertThat(read(archive, right).runs()).hasSize(1);
        assertThatThrownBy(() -> read(archive, new Limits(1, 100, 10_000, 30_000, 1000, 10)))
                .hasMessageContaining("has more than 100 bytes unpacked");
        assertThatThrownBy(() -> read(archive, new Limits(1, 10_000, 10, 30_000, 1000, 10)))
                .hasMessageContaining("points.csv has more than 10 bytes unpacked");
        assertThatThrownBy(() -> read(archive, new Limits(1, 10_000, 10_000, 500, 1000, 10)))
                .hasMessageContaining("the archive has more than 500 bytes unpacked");
        assertThatThrownBy(() -> read(archive, new Limits(1, 10_000, 10_000, 30_000, 20, 10)))
                .hasMessageContaining("line 1 is longer than 20 bytes");
        assertThatThrownBy(() -> read(archive, new Limits(1, 10_000, 10_000, 30_000, 1000, 1)))
                .hasMessageContaining("more than 1 keys");
        for (int i = 0; i < 5; i++) {
            entries.put("more" + i, new byte[0]);
        }
        assertThatThrownBy(() -> read(zipped(), right)).hasMessageContaining("more than 1 run;");
    }

    /** Whatever a file holds, it is imported or refused with a reason, and leaves nothing behind when refused. */
    @Test
    void commentsThatAreNoTextAreRefused() throws IOException {
        assertThatThrownBy(() -> read(Mutations.withBadComments(entries)))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("its ZIP directory is damaged");
    }

    @Test
    void noFileBreaksTheReader() throws IOException {
        Random random = new Random(5);
        int imported = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Mutations.zip(entries, random);
            try {
                read(bytes).runs().forEach(store::delete);
                imported++;
            } catch (ArchiveException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(store.list(Long.MAX_VALUE, 10)).isEmpty();
        assertThat(imported).isBetween(1, MUTATIONS - 1);
    }

    private ArchiveReader.Imported read(byte[] archive) throws IOException {
        return read(archive, Limits.DEFAULT);
    }

    private ArchiveReader.Imported read(byte[] archive, Limits limits) throws IOException {
        return ArchiveReader.read(
                Files.write(directory.resolve("archive.zip"), archive), store, limits, null, points -> {});
    }

    private byte[] zipped() {
        return Mutations.zipped(entries);
    }

    private static List<RunEvent> events(long run) {
        RunSetup setup = new RunSetup(9, 3, List.of(2, 4, 2), 22, "data", List.of("0", "1"), Map.of("Java", "17"));
        PairRecord.End end = new PairRecord.End(5, "0", new float[] {1, 2}, 0);
        return List.of(
                new RunEvent.StateChanged(run, 0, NOON, RunState.RUNNING, ""),
                new RunEvent.SetUp(run, 0, setup, List.of(new PairRecord(0, end, end)), PAIRS),
                new RunEvent.Points(run, 0, List.of(point("path/odd", 0, Double.NaN), point("path/loss", 0, 2))),
                new RunEvent.Paths(run, 0, 0, List.of(path(new double[0])), READINGS),
                new RunEvent.Points(run, 0, List.of(point("path/odd", 1, Double.POSITIVE_INFINITY))),
                new RunEvent.Points(run, 0, List.of(point("path/odd", 7, 0.1 + 0.2))),
                new RunEvent.Paths(run, 0, 7, List.of(path(0.1 + 0.2, 0.5)), READINGS),
                new RunEvent.StateChanged(run, 0, NOON.plusSeconds(9), RunState.FINISHED, "parameters 00"));
    }

    private static MetricPoint point(String key, long step, double value) {
        return new MetricPoint(key, step, 10 * step, value);
    }

    private static PathRecord path(double... t) {
        float[] gap = t.length == 0 ? new float[0] : new float[] {1.1f, Float.NaN, 3.3f, Float.NEGATIVE_INFINITY};
        int[] layer = new int[t.length];
        int[] unit = new int[t.length];
        for (int i = 0; i < t.length; i++) {
            layer[i] = 1;
            unit[i] = i;
        }
        return new PathRecord(0, 1.5, new double[] {1, 2}, new double[] {3, 4}, t, layer, unit, gap);
    }
}
