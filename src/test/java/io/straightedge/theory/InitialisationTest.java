package io.straightedge.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitialisationTest {
    private static final Chord CHORD = new Chord(0.7, -1.3, 3.1);

    /** The table of the design: d = 784, ‖x‖ = √d, θ = 90°, no biases. */
    @ParameterizedTest
    @CsvSource({"250, 125, 4.09e-3, 1e-5", "1000, 500, 2.04e-3, 1e-5", "9000, 4500, 6.81e-4, 1e-6"})
    void theTableOfTheDesign(int n, double kinks, double gap, double digit) {
        Expectation expected =
                new Initialisation(784, List.of(n), 2, 0, 1).along(Chord.ofAngle(Math.sqrt(784), Math.PI / 2));
        assertThat(expected.kinks()).isCloseTo(kinks, within(1e-9));
        assertThat(expected.gapDeviation()).isCloseTo(gap, within(digit / 2));
        assertThat(expected.deflectionRatio()).isCloseTo(1, within(1e-12));
        // The design's 0.0229 comes from the rounded gaps.
        assertThat(expected.fluctuation()).isCloseTo(0.02284, within(0.5e-5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.3, 1, 2, 3.1})
    void theSpecialCaseInClosedForm(double theta) {
        int n = 300;
        int d = 50;
        Expectation expected = new Initialisation(d, List.of(n), 2, 0, 1).along(Chord.ofAngle(Math.sqrt(d), theta));
        assertThat(expected.kinks()).isCloseTo(n * theta / Math.PI, within(1e-11));
        assertThat(expected.gapDeviation())
                .isCloseTo(Math.sqrt(2 * (1 + Math.sin(theta) / theta) / (n * d)), within(1e-14));
    }

    /** The closed forms against Kac–Rice as the design states it, integrated by Simpson's rule. */
    @ParameterizedTest
    @CsvSource({"2, 0, 1", "2, 0.3, 1", "1.4, 0.05, 2", "3, 1, 0.5"})
    void theClosedFormsAreTheIntegrals(double weight, double bias, double last) {
        List<Integer> hidden = List.of(40, 70, 20);
        int d = 6;
        Expectation expected = new Initialisation(d, hidden, weight, bias, last).along(CHORD);
        double squaredGaps = 0;
        for (int l = 0; l < hidden.size(); l++) {
            int layer = l;
            double n = hidden.get(l);
            double gain = Math.pow(weight / 2, hidden.size() - 1 - l) * last / n;
            double kinks = integral(y -> n / Math.PI * kacRice(d, weight, bias, layer, y)[1]);
            assertThat(expected.kinksPerLayer().get(l)).isCloseTo(kinks, within(1e-10 * kinks));
            squaredGaps += integral(y -> {
                double[] tau = kacRice(d, weight, bias, layer, y);
                return n / Math.PI * tau[1] * 2 * tau[0] * gain;
            });
        }
        assertThat(expected.squaredGaps()).isCloseTo(squaredGaps, within(1e-10 * squaredGaps));
    }

    @ParameterizedTest
    @CsvSource({
        "0.7, -1.3, 3.1, 0",
        "0.7, -1.3, 3.1, 0.4",
        "2, 1, 0.5, 0",
        "5, -20, 60, 1",
        "0, -1, 3, 0",
        "0, 1, 2, 0.1"
    })
    void oneHiddenLayerIsARandomWalk(double distance, double start, double length, double bias) {
        Expectation expected =
                new Initialisation(7, List.of(30), 1.7, bias, 1.2).along(new Chord(distance, start, length));
        assertThat(expected.squaredChange()).isCloseTo(expected.squaredGaps(), within(1e-13));
        assertThat(expected.squaredDeflection()).isCloseTo(expected.squaredGaps() / 4, within(1e-13));
    }

    @Test
    void gapsOfDeepNetworksCancelInPart() {
        Expectation expected = new Initialisation(7, List.of(30, 30, 30), 2, 0.1, 1).along(CHORD);
        assertThat(expected.squaredChange()).isPositive().isLessThan(expected.squaredGaps());
    }

    @Test
    void widthChangesTheKinksButNotTheirSum() {
        Expectation narrow = new Initialisation(7, List.of(30, 40), 2, 0.1, 1).along(CHORD);
        Expectation wide = new Initialisation(7, List.of(300, 400), 2, 0.1, 1).along(CHORD);
        assertThat(wide.kinks()).isCloseTo(10 * narrow.kinks(), within(1e-10));
        assertThat(wide.fluctuation()).isEqualTo(narrow.fluctuation());
        assertThat(wide.squaredChange()).isEqualTo(narrow.squaredChange());
    }

    @Test
    void theScaleFactorMultipliesEveryWeight() {
        // Without biases the outputs scale with its (L + 1)-th power, and the kinks stay where they are.
        Initialisation initialisation = new Initialisation(7, List.of(30, 40), 2, 0, 1);
        Expectation one = initialisation.along(CHORD);
        Expectation three = initialisation.scaledBy(3).along(CHORD);
        assertThat(three.kinks()).isCloseTo(one.kinks(), within(1e-12));
        assertThat(three.gapDeviation()).isCloseTo(27 * one.gapDeviation(), within(1e-12));
        assertThat(three.squaredChange()).isCloseTo(729 * one.squaredChange(), within(1e-9));
    }

    @Test
    void withoutBiasesOnlyALineThroughTheOriginHasAllOrNoKinks() {
        Initialisation initialisation = new Initialisation(1, List.of(30, 10), 2, 0, 1);
        assertThat(initialisation.along(new Chord(0, -1, 3)).kinks()).isEqualTo(40);
        Expectation ray = initialisation.along(new Chord(0, 1, 3));
        assertThat(ray.kinks()).isZero();
        assertThat(ray.gapDeviation()).isNaN();
        assertThat(ray.deflectionRatio()).isNaN();
        assertThat(ray.squaredChange()).isZero();
        Expectation fromOrigin = initialisation.along(new Chord(0, 0, 3));
        assertThat(fromOrigin.kinks()).isZero();
        assertThat(fromOrigin.squaredChange()).isZero();
    }

    @Test
    void deadWeightsHaveNoKinks() {
        Expectation expected = new Initialisation(3, List.of(5, 5), 0, 0.1, 1).along(CHORD);
        assertThat(expected.kinks()).isZero();
        assertThat(expected.squaredGaps()).isZero();
        assertThat(expected.squaredChange()).isZero();
    }

    @Test
    void theMeanOverPairs() {
        Initialisation initialisation = new Initialisation(784, List.of(100), 2, 0, 1);
        Expectation right = initialisation.along(Chord.ofAngle(28, Math.PI / 2));
        Expectation flat = initialisation.along(Chord.ofAngle(28, Math.PI));
        Expectation mean = Expectation.mean(List.of(right, flat));
        assertThat(mean.kinksPerLayer()).hasSize(1);
        assertThat(mean.kinks()).isCloseTo(75, within(1e-12));
        assertThat(mean.squaredGaps()).isEqualTo((right.squaredGaps() + flat.squaredGaps()) / 2);
    }

    @Test
    void badValuesAreNamed() {
        assertThatThrownBy(() -> new Initialisation(0, List.of(1), 2, 0, 1))
                .hasMessage("inputs is 0, but must be at least 1");
        assertThatThrownBy(() -> new Initialisation(1, List.of(), 2, 0, 1))
                .hasMessage("hidden is [], but needs one layer or more of width 1 or more");
        assertThatThrownBy(() -> new Initialisation(1, Collections.nCopies(2, 0), 2, 0, 1))
                .hasMessageStartingWith("hidden is [0, 0]");
        assertThatThrownBy(() -> new Initialisation(1, List.of(1), 2, -1, 1))
                .hasMessage("biasVariance is -1.0, but must be finite and at least 0");
        assertThatThrownBy(() -> new Initialisation(1, List.of(1), Double.NaN, 0, 1))
                .hasMessageStartingWith("weightVariance is NaN");
        assertThatThrownBy(() -> Expectation.mean(List.of())).hasMessage("the mean needs at least one pair");
    }

    /** τ² and τ/√V at y by the recursion of the design, layer from 0. */
    private static double[] kacRice(int d, double weight, double bias, int layer, double y) {
        double v = bias + weight * (CHORD.distance() * CHORD.distance() + y * y) / d;
        double c = weight * y / d;
        double slope = weight / d;
        for (int l = 0; l < layer; l++) {
            v = bias + weight / 2 * v;
            c *= weight / 2;
            slope *= weight / 2;
        }
        double tau = slope - c * c / v;
        return new double[] {tau, Math.sqrt(tau / v)};
    }

    /** Simpson's rule: with 20 000 cells its error, of fourth order, is far below rounding here. */
    private static double integral(DoubleUnaryOperator function) {
        int cells = 20_000;
        double width = CHORD.length() / cells;
        double sum = 0;
        for (int i = 0; i < cells; i++) {
            double y = CHORD.start() + i * width;
            sum += function.applyAsDouble(y)
                    + 4 * function.applyAsDouble(y + width / 2)
                    + function.applyAsDouble(y + width);
        }
        return sum * width / 6;
    }
}
