package io.straightedge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.bench.Table.Column;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark's arithmetic, and that what it compares with does the same work. */
class BenchTest {
    private static final int[] NET = {10, 64, 64, 64, 1};

    @Test
    void theMedianIsTheMiddleOrTheMeanOfTwo() {
        assertThat(Contest.median(new double[] {5, 1, 3, -100}, 3)).isEqualTo(3);
        assertThat(Contest.median(new double[] {5, 1, 3, 4}, 4)).isEqualTo(3.5);
        assertThat(Contest.median(new double[] {2}, 1)).isEqualTo(2);
    }

    @Test
    void everyTaskOfAContestRunsEveryRound() {
        int[] runs = new int[2];
        List<Contest.Time> times = Contest.measure(0, 5, List.of(() -> runs[0]++, () -> runs[1]++));
        assertThat(runs).containsExactly(5, 5);
        assertThat(times).hasSize(2).allSatisfy(time -> assertThat(time.wall()).isNotNegative());
    }

    @Test
    void aPowerLawIsFoundExactly() {
        double[] x = {256, 512, 1024, 4096};
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = 3 * Math.pow(x[i], 1.7);
        }
        PowerLaw law = PowerLaw.fit(x, y);
        assertThat(law.exponent()).isCloseTo(1.7, within(1e-12));
        assertThat(law.standardError()).isCloseTo(0, within(1e-7));
    }

    /** Logarithms (0, 0), (1, 1), (2, 0): slope 0, residuals −1/3, 2/3, −1/3, so variance 2/3 over 2. */
    @Test
    void theStandardErrorIsThatOfLeastSquares() {
        PowerLaw law = PowerLaw.fit(new double[] {1, Math.E, Math.E * Math.E}, new double[] {1, Math.E, 1});
        assertThat(law.exponent()).isCloseTo(0, within(1e-12));
        assertThat(law.standardError()).isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
    }

    @Test
    void columnsAlignAndKeepTheirFigures() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Table table = new Table(
                new PrintStream(bytes, false, StandardCharsets.UTF_8),
                "Sentence.",
                new Column("network", "network", "%s"),
                new Column("millis", "milliseconds", "%.1f"),
                new Column("goal", "goal", "%.0fx"));
        table.row("1-2-1", 1.25, 3.0);
        table.row("1-1000-1", 1234.5, null);
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(5).startsWith("", "Sentence.");
        assertThat(lines.subList(2, 5)).allSatisfy(line -> assertThat(line).hasSize(44));
        assertThat(lines.get(4)).endsWith("        1234.5       -");
        assertThat(table.rows())
                .containsExactly(
                        Map.of("network", "1-2-1", "millis", 1.25, "goal", 3.0),
                        Map.of("network", "1-1000-1", "millis", 1234.5));
    }

    /** x ↦ (x, −x, x − 0.5) from 0.25 to 1.25: unit 0 on, unit 1 off, unit 2 switches. */
    @Test
    void theLeastWorkCountsUnitsThatAreEverOn() {
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 3, new float[] {1, -1, 1}, new float[] {0, 0, -0.5f}),
                new ReluNetwork.Layer(3, 2, new float[] {1, 1, 1, 1, 1, 1}, new float[] {1, 1}),
                new ReluNetwork.Layer(2, 1, new float[] {1, 1}, new float[1])));
        Segment segment = Segment.between(new float[] {0.25f}, new float[] {1.25f});
        LeastWork work = LeastWork.of(network, segment, network.restrict(segment));
        assertThat(work.bytes()).isEqualTo(4 * (3 + 2 * 2 + 2 * 1));
        double ends = 4 * (1 * 3 + 1 * 2 + 2 * 1);
        double newest = 2 * 2;
        double older = 2 * 2 * 1;
        assertThat(work.operations()).isEqualTo(ends + newest + older);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void thePublishedAlgorithmFindsTheSameKinks(long seed) {
        Workload work = Workload.of(seed, 1, NET);
        Segment segment = work.segments().get(0);
        int kinks = work.network().restrict(segment).kinks();
        try (LayerwiseReference layerwise = new LayerwiseReference(work.network())) {
            assertThat(layerwise.kinks(segment)).isCloseTo(kinks, within(2));
            assertThat(layerwise.kinks(segment))
                    .as("again, in the same buffers")
                    .isCloseTo(kinks, within(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void samplingSeesMoreSwitchesWithMorePoints(long seed) {
        Workload work = Workload.of(seed, 1, NET);
        Segment segment = work.segments().get(0);
        int kinks = work.network().restrict(segment).kinks();
        try (SampledReference few = new SampledReference(work.network(), 3);
                SampledReference many = new SampledReference(work.network(), 5000)) {
            assertThat(few.switches(segment)).isBetween(1, kinks);
            assertThat(many.switches(segment)).isBetween(few.switches(segment), kinks + 1);
            assertThat(many.switches(segment)).isCloseTo(kinks, within(3));
        }
    }
}
