package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SampledEstimatorTest {

    /** Once no cell holds two kinks it is exact, but for where in its cell a kink lies. */
    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void manyPointsGiveTheExactMeasures(RandomNetworks.Case given) {
        int points = 40_001;
        Path path = given.network().restrict(given.segment());
        PairMeasures exact = PairMeasures.of(path);
        PairMeasures sampled = new SampledEstimator(given.network(), points)
                .measure(List.of(given.segment()))
                .get(0);
        assertThat(sampled.kinks()).isEqualTo(exact.kinks());
        if (exact.gapDeviation() == null) {
            assertThat(sampled.gapDeviation()).isNull();
            return;
        }
        assertThat(sampled.gapDeviation())
                .containsExactly(exact.gapDeviation(), within(0.02 * max(exact.gapDeviation())));
        // A kink moves by less than a cell, and F with it by the gap times that.
        double moved = exact.totalVariation() * path.length() / points;
        assertThat(sampled.bend().max()).containsExactly(exact.bend().max(), within(moved + 1e-12));
        assertThat(sampled.bend().rms()).containsExactly(exact.bend().rms(), within(moved + 1e-12));
        assertThat(sampled.nullBend()).containsExactly(exact.nullBend(), within(moved + 1e-12));
        assertThat(sampled.totalVariation()).isCloseTo(exact.totalVariation(), Percentage.withPercentage(1));
    }

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void deflectionIsThatOfTheMiddleOfThePath(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double[] sampled = new SampledEstimator(given.network(), 101)
                .measure(List.of(given.segment()))
                .get(0)
                .deflection();
        int passed = 0;
        while (passed < path.kinks() && path.t()[passed] <= 0.5) {
            passed++;
        }
        for (int c = 0; c < path.outputs(); c++) {
            double[] g = path.slopes(c);
            assertThat(sampled[c]).isCloseTo(g[passed] - (g[0] + g[path.kinks()]) / 2, within(1e-10));
        }
    }

    /** With the paper's number of points, a few percent low because cells hold several kinks. */
    @ParameterizedTest
    @CsvSource({"400, 0, 1", "300, 300, 2", "2500, 0, 3"})
    void thePapersPointsComeWithinAFewPercent(int first, int second, long seed) {
        Random random = new Random(seed);
        int[] widths = second == 0 ? new int[] {20, first, 4} : new int[] {20, first, second, 4};
        ReluNetwork network = RandomNetworks.network(random, 0.1, widths);
        List<Segment> segments = new ArrayList<>();
        for (int p = 0; p < 40; p++) {
            segments.add(Segment.between(RandomNetworks.point(random, 20), RandomNetworks.point(random, 20)));
        }
        PathSummary sampled =
                PathSummary.of(new SampledEstimator(network).measure(segments), 0, Estimator.SAMPLED, Duration.ZERO);
        PathSummary exact = PathSummary.of(
                network.restrictAll(segments).stream().map(PairMeasures::of).toList(),
                0,
                Estimator.EXACT,
                Duration.ZERO);
        assertThat(sampled.kinks().value()).isCloseTo(exact.kinks().value(), Percentage.withPercentage(1));
        assertThat(sampled.gapDeviation().value())
                .isCloseTo(exact.gapDeviation().value(), Percentage.withPercentage(4));
        assertThat(sampled.maxBend().value()).isCloseTo(exact.maxBend().value(), Percentage.withPercentage(2));
        assertThat(sampled.rmsBend().value()).isCloseTo(exact.rmsBend().value(), Percentage.withPercentage(2));
        assertThat(sampled.deflectionSigma().value())
                .isCloseTo(
                        exact.deflectionSigma().value(),
                        within(5 * exact.deflectionSigma().standardError()));
    }

    @Test
    void blocksOfPointsJoinWithoutAGap() {
        // 600 points take three blocks; the unit of a one-unit net switches where it must, wherever that is.
        for (float zero = -0.98f; zero < 1; zero += 0.0133f) {
            ReluNetwork.Layer hidden = new ReluNetwork.Layer(1, 1, new float[] {1}, new float[] {-zero});
            ReluNetwork.Layer last = new ReluNetwork.Layer(1, 1, new float[] {2}, new float[1]);
            PairMeasures measures = new SampledEstimator(new ReluNetwork(List.of(hidden, last)), 600)
                    .measure(List.of(Segment.between(new float[] {-1}, new float[] {1})))
                    .get(0);
            assertThat(measures.kinks()).as("kink at %s", zero).isEqualTo(1);
            assertThat(measures.gapDeviation()).containsExactly(new double[] {2}, within(1e-12));
        }
    }

    @Test
    void onePointIsRefused() {
        ReluNetwork network = RandomNetworks.network(new Random(1), 0, 2, 3, 1);
        assertThatThrownBy(() -> new SampledEstimator(network, 1))
                .hasMessage("points is 1, but each end of a path needs one");
    }

    private static double max(double[] values) {
        double max = 0;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
