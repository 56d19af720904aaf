package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PerformanceTest {

    @Test
    void crossEntropyOfKnownProbabilities() {
        float[] logits = {(float) Math.log(0.7), (float) Math.log(0.3), (float) Math.log(0.6), (float) Math.log(0.4)};
        Performance performance = Performance.crossEntropy(logits, new int[] {0, 1}, 2);
        assertThat(performance.loss()).isCloseTo(-(Math.log(0.7) + Math.log(0.4)) / 2, within(1e-7));
        assertThat(performance.accuracy()).isEqualTo(0.5);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        Performance performance = Performance.crossEntropy(new float[] {1000, -1000}, new int[] {1}, 2);
        assertThat(performance.loss()).isCloseTo(2000, within(1e-9));
    }

    @Test
    void aLogitThatIsNoNumberMakesTheLossNaN() {
        assertThat(Performance.crossEntropy(new float[] {Float.NaN, 0}, new int[] {1}, 2)
                        .loss())
                .isNaN();
    }

    @Test
    void squaredErrorIsTheMeanOverSamplesAndOutputs() {
        Performance performance =
                Performance.squaredError(new float[] {1, 2, 3, 4}, new float[] {1, 0, 3, 0}, new int[0], 2);
        assertThat(performance.loss()).isEqualTo(5);
        assertThat(performance.accuracy()).isNaN();
    }
}
