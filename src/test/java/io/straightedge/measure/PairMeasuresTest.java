package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.RandomNetworks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PairMeasuresTest {
    /** Slope 1, then 0 at t = 1/4, then 2 at t = 1/2; length 2. */
    private static final Path HAND_MADE = new Path(
            2,
            new double[] {5},
            new double[] {1},
            new double[] {0.25, 0.5},
            new int[] {1, 1},
            new int[] {0, 1},
            new double[] {-1, 2});

    private static final Path STRAIGHT =
            new Path(2, new double[] {5}, new double[] {1}, new double[0], new int[0], new int[0], new double[0]);

    @Test
    void gapDeviationIsTheRootMeanSquareOfTheGaps() {
        assertThat(GapDeviation.of(HAND_MADE)).containsExactly(Math.sqrt(2.5));
    }

    @Test
    void gapDeviationWithoutKinksIsUndefined() {
        assertThat(GapDeviation.of(STRAIGHT)).isNull();
    }

    @Test
    void deflectionAndBendWithoutKinksAreZero() {
        assertThat(Deflection.of(STRAIGHT)).containsExactly(0);
        assertThat(Bend.of(STRAIGHT).max()).containsExactly(0);
        assertThat(Bend.of(STRAIGHT).rms()).containsExactly(0);
    }

    @Test
    void bendOfAHandMadePath() {
        // F: 5, 5.5, 5.5, 7.5; chord 5 + 2.5t; dev 0, −0.125, −0.75, 0.
        Bend bend = Bend.of(HAND_MADE);
        assertThat(bend.max()).containsExactly(new double[] {0.75}, within(1e-14));
        double first = 0.125 * 0.125 / 3 * 0.25;
        double second = (0.125 * 0.125 + 0.125 * 0.75 + 0.75 * 0.75) / 3 * 0.25;
        double third = 0.75 * 0.75 / 3 * 0.5;
        assertThat(bend.rms()).containsExactly(new double[] {Math.sqrt(first + second + third)}, within(1e-14));
    }

    @Test
    void nullBendOfAHandMadePath() {
        double first = Math.pow(1 * 0.25 * 0.75, 2);
        double second = Math.pow(2 * 0.5 * 0.5, 2);
        assertThat(NullBend.of(HAND_MADE))
                .containsExactly(new double[] {2 * Math.sqrt((first + second) / 3)}, within(1e-14));
    }

    @Test
    void aSingleKinkIsExactlyAsBentAsChance() {
        Path path = new Path(
                3,
                new double[] {1, 1},
                new double[] {2, -5},
                new double[] {0.3},
                new int[] {1},
                new int[] {0},
                new double[] {4, 0});
        PairMeasures measures = PairMeasures.of(path);
        assertThat(measures.straightness()[0]).isCloseTo(1, within(1e-14));
        assertThat(measures.straightness()[1]).as("an output that no gap moves").isNaN();
    }

    @Test
    void nullBendIsTheRmsBendOverCoinFlipsOfTheGaps() {
        Path path = RandomNetworks.caseOf(3, 4, 9, 2)
                .network()
                .restrict(RandomNetworks.caseOf(3, 4, 9, 2).segment());
        int n = path.kinks();
        double[] squares = new double[2];
        for (int signs = 0; signs < 1 << n; signs++) {
            double[] gap = path.gap().clone();
            for (int i = 0; i < n; i++) {
                for (int c = 0; c < 2; c++) {
                    gap[2 * i + c] *= (signs >> i & 1) == 0 ? 1 : -1;
                }
            }
            Path flipped = new Path(path.length(), path.f0(), path.slope0(), path.t(), path.layer(), path.unit(), gap);
            for (int c = 0; c < 2; c++) {
                squares[c] += Math.pow(Bend.of(flipped).rms()[c], 2) / (1 << n);
            }
        }
        assertThat(n).isGreaterThan(2);
        assertThat(NullBend.of(path))
                .containsExactly(new double[] {Math.sqrt(squares[0]), Math.sqrt(squares[1])}, within(1e-12));
    }

    @Test
    void aPairIsSummarisedOverItsOutputs() {
        Path path = new Path(
                2,
                new double[] {0, 0},
                new double[] {0, 0},
                new double[] {0.25, 0.5},
                new int[] {1, 1},
                new int[] {0, 1},
                new double[] {1, 3, -1, 3});
        PairMeasures measures = PairMeasures.of(path);
        PairSummary pair = PairSummary.of(measures);
        assertThat(pair.kinks()).isEqualTo(2);
        assertThat(pair.gapDeviation()).isCloseTo(2, within(1e-14));
        // The deflections are 1 and 0, and N is 2.
        assertThat(pair.deflectionRatio()).isCloseTo(Math.sqrt(2.0 / 2) / 2, within(1e-14));
        double[] bends = measures.bend().max();
        assertThat(pair.maxBend()).isCloseTo((bends[0] + bends[1]) / 2, within(1e-14));
        double[] straightness = measures.straightness();
        assertThat(pair.straightness())
                .isCloseTo(Math.hypot(straightness[0], straightness[1]) / Math.sqrt(2), within(1e-14));
    }

    @Test
    void aPairWithoutKinksIsStraightAndTheRestUndefined() {
        assertThat(PairSummary.of(PairMeasures.of(STRAIGHT)))
                .isEqualTo(new PairSummary(0, Double.NaN, Double.NaN, 0, Double.NaN));
    }

    @Test
    void totalVariationSumsTheNormsOfTheGaps() {
        assertThat(TotalVariation.of(HAND_MADE)).isEqualTo(3);
        Path two = new Path(
                1,
                new double[] {0, 0},
                new double[] {0, 0},
                new double[] {0.3},
                new int[] {1},
                new int[] {0},
                new double[] {3, -4});
        assertThat(TotalVariation.of(two)).isEqualTo(5);
    }

    @Test
    void theNewMeasuresWithoutKinks() {
        PairMeasures measures = PairMeasures.of(STRAIGHT);
        assertThat(measures.nullBend()).containsExactly(0);
        assertThat(measures.straightness()[0]).isNaN();
        assertThat(measures.totalVariation()).isZero();
        assertThat(measures.structure()).hasSize(StructureFunction.SCALES).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void endsAreTheNetworksOutputs(RandomNetworks.Case given) {
        Ends ends = Ends.of(given.network().restrict(given.segment()));
        assertThat(ends.start())
                .containsExactly(given.network().evaluate(given.segment().at(0)), within(1e-12));
        assertThat(ends.end())
                .containsExactly(given.network().evaluate(given.segment().at(1)), within(1e-11));
    }

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void deflectionFollowsItsDefinitionFromTheSlopes(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double[] deflection = Deflection.of(path);
        int n = path.kinks();
        for (int c = 0; c < path.outputs(); c++) {
            double[] g = path.slopes(c);
            double middle = n % 2 == 0 ? g[n / 2] : (g[n / 2] + g[n / 2 + 1]) / 2;
            assertThat(deflection[c]).isCloseTo(middle - (g[0] + g[n]) / 2, within(1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void bendAgreesWithDenseSamplingOfTheNetwork(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        Bend bend = Bend.of(path);
        double[] start = given.network().evaluate(given.segment().at(0));
        double[] end = given.network().evaluate(given.segment().at(1));
        int points = 4000;
        double[] max = new double[start.length];
        double[] squares = new double[start.length];
        for (int i = 0; i < points; i++) {
            double t = (i + 0.5) / points;
            double[] f = given.network().evaluate(given.segment().at(t));
            for (int c = 0; c < f.length; c++) {
                double dev = f[c] - (start[c] + t * (end[c] - start[c]));
                max[c] = Math.max(max[c], Math.abs(dev));
                squares[c] += dev * dev / points;
            }
        }
        for (int c = 0; c < start.length; c++) {
            // A kink lies at most half a cell from a sample, where dev moves by its slope times that.
            double cell = given.segment().length() / points;
            double steepest = 0;
            for (double slope : path.slopes(c)) {
                steepest = Math.max(steepest, Math.abs(slope));
            }
            assertThat(bend.max()[c]).isCloseTo(max[c], within(2 * steepest * cell + 1e-12));
            assertThat(bend.rms()[c]).isCloseTo(Math.sqrt(squares[c]), within(2 * steepest * cell + 1e-12));
        }
    }
}
