package io.straightedge.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialisationTest {

    /** The table of the paper's special case: no biases, ‖x‖ = √d, a right angle. */
    @ParameterizedTest
    @CsvSource({"250, 125, 4.09e-3", "1000, 500, 2.04e-3", "9000, 4500, 6.81e-4"})
    void aRightAngleAtDimension784(int n, double kinks, double gapDeviation) {
        Expectation expected = new Initialisation(List.of(784, n, 10), 2, 0, 1).along(rightAngle(784));
        assertThat(expected.kinks()).isCloseTo(kinks, within(1e-9));
        assertThat(expected.gapDeviation()).isCloseTo(gapDeviation, within(0.005 * gapDeviation));
        assertThat(expected.gapFluctuation()).isCloseTo(0.022845, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({"0.1", "0.7", "1.5707963267948966", "2.5", "3.14159"})
    void withoutBiasesKinksCountTheAngleInEveryLayer(double angle) {
        Segment segment = Segment.between(
                new float[] {2, 0}, new float[] {(float) (2 * Math.cos(angle)), (float) (2 * Math.sin(angle))});
        Expectation expected = new Initialisation(List.of(2, 50, 70, 30, 1), 2, 0, 1).along(segment);
        assertThat(expected.kinksPerLayer())
                .containsExactly(
                        new double[] {50 * angle / Math.PI, 70 * angle / Math.PI, 30 * angle / Math.PI}, within(1e-5));
        Expectation shallow = new Initialisation(List.of(2, 50, 1), 2, 0, 1).along(segment);
        double squared = 2 * (1 + Math.sin(angle) / angle) / (50 * 2);
        assertThat(shallow.gapDeviation()).isCloseTo(Math.sqrt(squared), within(1e-6));
    }

    /** One hidden layer: gaps are independent, so that E(g_N − g_0)² is Σδ², from two quite different formulas. */
    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 0", "7, 0.3", "40, 1"})
    void withOneHiddenLayerTheSquaredSlopeDifferenceIsTheSumOfSquaredGaps(int d, double biasVariance) {
        Random random = new Random(d);
        Expectation expected = new Initialisation(List.of(d, 30, 2), 1.7, biasVariance, 0.8).along(segment(random, d));
        assertThat(expected.squaredSlopeDifference())
                .isCloseTo(expected.squaredGaps(), within(1e-9 * expected.squaredGaps()));
    }

    /** Against simulated networks; tolerances are five standard errors, wide enough for a finite width of 150. */
    @ParameterizedTest
    @CsvSource({
        "1, 5, 0.1, 1", "1, 5, 0, 2", "1, 1, 0.5, 3",
        "2, 5, 0.1, 4", "2, 12, 0, 5", "2, 1, 0.3, 6",
        "3, 6, 0.2, 7", "3, 6, 0, 8"
    })
    void simulationAgrees(int hidden, int d, double biasVariance, long seed) {
        Random random = new Random(seed);
        List<Integer> widths = new ArrayList<>(List.of(d));
        for (int l = 0; l < hidden; l++) {
            widths.add(150);
        }
        widths.add(1);
        Initialisation initialisation = new Initialisation(widths, 2, biasVariance, 1);
        Segment segment = segment(random, d);
        Expectation expected = initialisation.along(segment);

        int networks = 400;
        double[][] samples = new double[3][networks];
        for (int i = 0; i < networks; i++) {
            Path path = network(random, initialisation).restrict(segment);
            double difference = 0;
            for (double gap : path.gap()) {
                samples[1][i] += gap * gap;
                difference += gap;
            }
            samples[0][i] = path.kinks();
            samples[2][i] = difference * difference;
        }
        double[] values = {expected.kinks(), expected.squaredGaps(), expected.squaredSlopeDifference()};
        for (int m = 0; m < values.length; m++) {
            double mean = mean(samples[m]);
            // Deeper layers hold their limit up to terms of order depth/width.
            double finiteWidth = hidden == 1 ? 0 : 0.02 * values[m];
            assertThat(mean)
                    .as("quantity %d", m)
                    .isCloseTo(values[m], within(5 * error(samples[m], mean) + finiteWidth));
        }
    }

    @Test
    void withoutHiddenLayersNothingBends() {
        Expectation expected = new Initialisation(List.of(784, 10), 2, 0, 1).along(rightAngle(784));
        assertThat(expected.kinks()).isZero();
        assertThat(expected.squaredSlopeDifference()).isZero();
        assertThat(expected.gapDeviation()).isNaN();
    }

    @Test
    void throughTheOriginEveryUnitSwitches() {
        Segment segment = Segment.between(new float[] {-1}, new float[] {1});
        assertThat(new Initialisation(List.of(1, 80, 1), 2, 0, 1).along(segment).kinks())
                .isCloseTo(80, within(1e-9));
    }

    @Test
    void wrongNumbersAreNamed() {
        assertThatThrownBy(() -> new Initialisation(List.of(5), 2, 0, 1)).hasMessageContaining("[5]");
        assertThatThrownBy(() -> new Initialisation(List.of(5, 1), 2, -1, 1)).hasMessageContaining("-1.0");
        assertThatThrownBy(() -> new Initialisation(List.of(5, 3, 1), 2, 0, 1).along(rightAngle(4)))
                .hasMessage("the segment has dimension 4, the network takes 5");
    }

    private static Segment rightAngle(int d) {
        float[] a = new float[d];
        float[] b = new float[d];
        a[0] = (float) Math.sqrt(d);
        b[1] = (float) Math.sqrt(d);
        return Segment.between(a, b);
    }

    private static Segment segment(Random random, int d) {
        float[] a = new float[d];
        float[] b = new float[d];
        for (int i = 0; i < d; i++) {
            a[i] = (float) random.nextGaussian();
            b[i] = (float) random.nextGaussian();
        }
        return Segment.between(a, b);
    }

    private static ReluNetwork network(Random random, Initialisation initialisation) {
        List<ReluNetwork.Layer> layers = new ArrayList<>();
        List<Integer> widths = initialisation.widths();
        for (int l = 0; l + 1 < widths.size(); l++) {
            boolean last = l + 2 == widths.size();
            double variance = last ? initialisation.lastVariance() : initialisation.weightVariance();
            int in = widths.get(l);
            int out = widths.get(l + 1);
            layers.add(new ReluNetwork.Layer(
                    in,
                    out,
                    gaussian(random, in * out, Math.sqrt(variance / in)),
                    gaussian(random, out, Math.sqrt(initialisation.biasVariance()))));
        }
        return new ReluNetwork(layers);
    }

    private static float[] gaussian(Random random, int size, double deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double error(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
