package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathSummaryTest {

    @Test
    void handMadePairs() {
        PathSummary summary = summary(List.of(pair(4, 1, 3), pair(16, 3, -2)));
        assertThat(summary.kinks().value()).isEqualTo(10);
        assertThat(summary.kinks().standardError()).isEqualTo(6);
        assertThat(summary.gapDeviation().value()).isEqualTo(2);
        assertThat(summary.gapDeviation().standardError()).isCloseTo(1, within(1e-12));
        assertThat(summary.deflection().value()).isEqualTo(0.5);
        // 3/(√4/2) = 3 and −2/(√16/2) = −1: standard deviation √8.
        assertThat(summary.deflectionSigma().value()).isCloseTo(Math.sqrt(8), within(1e-12));
        assertThat(summary.deflectionRatio().value()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(summary.gapFluctuation().value()).isCloseTo(2 * Math.sqrt(10) / 2, within(1e-12));
        assertThat(summary.deflectionFluctuation().value()).isCloseTo(Math.sqrt(80) / 2, within(1e-12));
    }

    @Test
    void pairsWithoutKinksAreUndefinedForGapsAndZeroForBend() {
        PairMeasures straight = straight();
        PathSummary summary = summary(List.of(straight, pair(4, 1, 3), pair(4, 1, -3)));
        assertThat(summary.gapDeviation()).isEqualTo(new Estimate(1, 0, 2, 1));
        assertThat(summary.maxBend().pairs()).isEqualTo(3);
        assertThat(summary.maxBend().value()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void noPairWithKinksLeavesTheDeviationsUndefined() {
        PairMeasures straight = straight();
        PathSummary summary = summary(List.of(straight));
        assertThat(summary.gapDeviation().defined()).isFalse();
        assertThat(summary.deflectionRatio().defined()).isFalse();
        assertThat(summary.kinks().value()).isZero();
    }

    @Test
    void theJackknifeOfAMeanIsItsStandardError() {
        Random random = new Random(9);
        List<PairMeasures> pairs = new ArrayList<>();
        double[] gaps = new double[50];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = 1 + random.nextDouble();
            pairs.add(pair(10, gaps[i], random.nextGaussian()));
        }
        double mean = java.util.Arrays.stream(gaps).average().orElseThrow();
        double variance =
                java.util.Arrays.stream(gaps).map(g -> (g - mean) * (g - mean)).sum() / 49;
        assertThat(summary(pairs).gapDeviation().standardError()).isCloseTo(Math.sqrt(variance / 50), within(1e-12));
    }

    /**
     * At initialisation without biases, ‖x‖ = √d and angle θ: N = nθ/π and σ_gap = √(2(1 + sin θ/θ)/(n·d)),
     * and the gradient is a random walk: ratio 1. Tolerances are five standard errors of the simulation.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void atInitialisationTheMeasuresFollowTheTheory(long seed) {
        int d = 20;
        int n = 400;
        Random random = new Random(seed);
        float[] a = new float[d];
        float[] b = new float[d];
        a[0] = (float) Math.sqrt(d);
        b[1] = (float) Math.sqrt(d);
        Segment rightAngle = Segment.between(a, b);
        List<PairMeasures> pairs = new ArrayList<>();
        for (int draw = 0; draw < 400; draw++) {
            ReluNetwork network = RandomNetworks.network(random, 0, d, n, 1);
            pairs.add(PairMeasures.of(network.restrict(rightAngle)));
        }
        PathSummary summary = summary(pairs);
        double theta = Math.PI / 2;
        double gap = Math.sqrt(2 * (1 + Math.sin(theta) / theta) / (n * d));
        assertWithin(summary.kinks(), n / 2.0);
        assertThat(summary.gapDeviation().value())
                .isCloseTo(gap, within(5 * summary.gapDeviation().standardError() + gap / 200));
        assertWithin(summary.deflectionRatio(), 1);
        assertWithin(summary.deflection(), 0);
        assertWithin(summary.straightness(), 1);
    }

    private static void assertWithin(Estimate estimate, double expected) {
        assertThat(estimate.value()).isCloseTo(expected, within(5 * estimate.standardError()));
    }

    @Test
    void straightnessIsARootMeanSquareOverWhatDefinesIt() {
        // rms bend is 1/2; null bends 1/2 and 1/4 give 1 and 2, and a dead output none.
        PairMeasures chance = withNullBend(0.5);
        PairMeasures bent = withNullBend(0.25);
        PathSummary summary = summary(List.of(chance, bent, withNullBend(0)));
        assertThat(summary.straightness().value()).isCloseTo(Math.sqrt(2.5), within(1e-12));
        // Squares 1 and 4: standard error 3/2 of the mean square, over twice the root for the root.
        assertThat(summary.straightness().standardError()).isCloseTo(1.5 / (2 * Math.sqrt(2.5)), within(1e-12));
        assertThat(summary.straightness().pairs()).isEqualTo(2);
        assertThat(summary.straightness().undefined()).isEqualTo(1);
        assertThat(summary.nullBend().value()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void everySummaryNamesItsEstimatorAndItsCost() {
        PathSummary summary = PathSummary.of(List.of(pair(4, 1, 3)), 2, Estimator.SAMPLED, Duration.ofMillis(7));
        assertThat(summary.estimator()).isEqualTo(Estimator.SAMPLED);
        assertThat(summary.cost()).isEqualTo(Duration.ofMillis(7));
        assertThat(summary.structure()).hasSize(StructureFunction.SCALES).allMatch(e -> e.undefined() == 2);
    }

    private static PathSummary summary(List<PairMeasures> pairs) {
        return PathSummary.of(pairs, 0, Estimator.EXACT, Duration.ZERO);
    }

    private static PairMeasures straight() {
        return new PairMeasures(
                0, null, new double[] {0}, bend(0), new double[] {0}, 0, new double[StructureFunction.SCALES]);
    }

    private static PairMeasures withNullBend(double nullBend) {
        return new PairMeasures(
                4,
                new double[] {1},
                new double[] {1},
                bend(1),
                new double[] {nullBend},
                0,
                new double[StructureFunction.SCALES]);
    }

    private static PairMeasures pair(int kinks, double gap, double deflection) {
        return new PairMeasures(
                kinks,
                new double[] {gap},
                new double[] {deflection},
                bend(1),
                new double[] {1},
                0,
                new double[StructureFunction.SCALES]);
    }

    private static Bend bend(double size) {
        return new Bend(new double[] {size}, new double[] {size / 2});
    }
}
