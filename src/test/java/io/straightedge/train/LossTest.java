package io.straightedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LossTest {
    @Test
    void crossEntropyOfEqualOutputsIsTheLogarithmOfTheirNumber() {
        double[] outputs = {3, 3, 3, 3};
        double loss = Loss.named("cross-entropy").differentiate(outputs, new double[] {0, 1, 0, 0});
        assertThat(loss).isCloseTo(Math.log(4), within(4 * Math.ulp(4.0)));
        assertThat(outputs).containsExactly(new double[] {0.25, -0.75, 0.25, 0.25}, within(8 * Math.ulp(1.0)));
    }

    @Test
    void crossEntropyOfFarOutputsIsNeitherClippedNorInfinite() {
        double[] outputs = {2000, 0};
        assertThat(Loss.named("cross-entropy").differentiate(outputs, new double[] {0, 1}))
                .isEqualTo(2000);
        assertThat(outputs).containsExactly(1, -1);
    }

    @Test
    void squaredErrorIsTheMeanOverOutputs() {
        double[] outputs = {1, 5};
        assertThat(Loss.named("squared-error").differentiate(outputs, new double[] {3, 2}))
                .isEqualTo((4 + 9) / 2.0);
        assertThat(outputs).containsExactly(-2, 3);
    }

    @Test
    void nonFiniteOutputsGiveANonFiniteLoss() {
        assertThat(Loss.named("cross-entropy").differentiate(new double[] {Double.NaN, 0}, new double[] {0, 1}))
                .isNaN();
        assertThat(Loss.named("squared-error").differentiate(new double[] {1e200}, new double[] {0}))
                .isInfinite();
    }

    @Test
    void unknownLossesAreNamed() {
        assertThatThrownBy(() -> Loss.named("hinge"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss hinge is not known; use cross-entropy or squared-error");
    }
}
