package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.RandomNetworks;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StructureFunctionTest {

    @Test
    void oneKinkIsSeenFromAsFarAsTheScale() {
        double[] structure = StructureFunction.of(path(new double[] {0.3}, 5));
        // At Δ = 1/2 the kink lies in (t, t + Δ) for t in [0, 0.3] of [0, 0.5].
        assertThat(structure[0]).isCloseTo(25 * 0.3 / 0.5, within(1e-13));
        // At every smaller scale for a stretch of Δ, all within [0, 1 − Δ].
        for (int j = 2; j <= StructureFunction.SCALES; j++) {
            double scale = Math.pow(2, -j);
            assertThat(structure[j - 1]).isCloseTo(25 * scale / (1 - scale), within(1e-13));
        }
    }

    @Test
    void kinksAtTheSamePlaceActAsOne() {
        assertThat(StructureFunction.of(path(new double[] {0.3, 0.3, 0.7}, 2, 3, 1)))
                .containsExactly(StructureFunction.of(path(new double[] {0.3, 0.7}, 5, 1)), within(1e-13));
    }

    @Test
    void kinksExactlyAScaleApartAreNeverBothMissed() {
        // g: 0, 1 from 1/4, 3 from 1/2: at Δ = 1/4 the difference is 1 on [0, 1/4], 2 on [1/4, 1/2], then 0.
        assertThat(StructureFunction.of(path(new double[] {0.25, 0.5}, 1, 2))[1])
                .isCloseTo((1 * 0.25 + 4 * 0.25) / 0.75, within(1e-14));
    }

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void agreesWithTheMeanOverEveryConstantStretch(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double[] structure = StructureFunction.of(path);
        for (int j = 1; j <= StructureFunction.SCALES; j++) {
            double expected = slowly(path, Math.pow(2, -j));
            assertThat(structure[j - 1]).isCloseTo(expected, within(1e-11 * (1 + expected)));
        }
    }

    @Test
    void aRandomWalkGrowsInProportionToTheScale() {
        Random random = new Random(5);
        double[] mean = new double[StructureFunction.SCALES];
        double[] square = new double[StructureFunction.SCALES];
        int walks = 300;
        int kinks = 200;
        for (int w = 0; w < walks; w++) {
            double[] gaps = random.doubles(kinks).map(u -> u < 0.5 ? 1 : -1).toArray();
            double[] structure =
                    StructureFunction.of(path(random.doubles(kinks).sorted().toArray(), gaps));
            for (int j = 0; j < mean.length; j++) {
                mean[j] += structure[j] / walks;
                square[j] += structure[j] * structure[j] / walks;
            }
        }
        for (int j = 0; j < mean.length; j++) {
            double error = Math.sqrt((square[j] - mean[j] * mean[j]) / walks);
            assertThat(mean[j]).isCloseTo(kinks * Math.pow(2, -j - 1), within(5 * error));
        }
    }

    /** ‖g(t + scale) − g(t)‖² at the middle of every stretch on which neither slope changes. */
    private static double slowly(Path path, double scale) {
        TreeSet<Double> borders = new TreeSet<>();
        borders.add(0.0);
        borders.add(1 - scale);
        for (double t : path.t()) {
            borders.add(t);
            borders.add(t - scale);
        }
        Double[] at = borders.subSet(0.0, true, 1 - scale, true).toArray(Double[]::new);
        double sum = 0;
        for (int i = 0; i + 1 < at.length; i++) {
            double middle = (at[i] + at[i + 1]) / 2;
            for (int c = 0; c < path.outputs(); c++) {
                double difference = slope(path, middle + scale, c) - slope(path, middle, c);
                sum += difference * difference * (at[i + 1] - at[i]);
            }
        }
        return sum / (1 - scale);
    }

    private static double slope(Path path, double t, int output) {
        int piece = 0;
        while (piece < path.kinks() && path.t()[piece] <= t) {
            piece++;
        }
        return path.slopes(output)[piece];
    }

    private static Path path(double[] t, double... gap) {
        return new Path(2, new double[] {0}, new double[] {1}, t, new int[t.length], new int[t.length], gap);
    }
}
