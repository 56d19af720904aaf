package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.ReluNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplineDistanceTest {
    private static final float[] X = {1, -1, 0};
    private static final float[] Y = {0, 0, 1};

    /** max(0, x + 1) − 2·max(0, x) on [−1, 1]: straight from (−1, 0) to (0, 1) to (1, 0). */
    private static final ReluNetwork TENT = network(new float[] {1, 1}, new float[] {1, 0}, new float[] {1, -2});

    private static final ReluNetwork ZERO = network(new float[] {1}, new float[] {0}, new float[] {0});

    @Test
    void aNetworkThatJoinsTheSamplesIsTheLinearSpline() {
        assertThat(SplineDistance.of(TENT, X, Y).linear()).isCloseTo(0, within(1e-12));
    }

    /** The natural cubic spline is 1 − 3u²/2 + u³/2 with u = |x|; ∫₀¹ (u − 3u²/2 + u³/2)² du = 2/105. */
    @Test
    void theDistanceFromTheCubicSplineIsExact() {
        assertThat(SplineDistance.of(TENT, X, Y).cubic()).isCloseTo(Math.sqrt(2.0 / 105 * 3), within(1e-12));
    }

    @Test
    void itIsRelativeToTheTargets() {
        // ∫₀¹ (1 − u)² du = 1/3, as is the mean square of the targets.
        assertThat(SplineDistance.of(ZERO, X, Y).linear()).isCloseTo(1, within(1e-12));
        assertThat(SplineDistance.of(ZERO, X, new float[] {0, 0, 10}).linear()).isCloseTo(1, within(1e-12));
    }

    @Test
    void equalInputsCountAsOneWithTheirMeanTarget() {
        SplineDistance twice = SplineDistance.of(TENT, new float[] {1, -1, 0, -0f}, new float[] {0, 0, 0.5f, 1.5f});
        assertThat(twice.linear()).isCloseTo(0, within(1e-12));
        assertThat(twice.cubic()).isCloseTo(SplineDistance.of(TENT, X, Y).cubic(), within(1e-12));
    }

    @Test
    void isUndefinedForTooFewSamplesOrNoTargets() {
        assertThat(SplineDistance.of(TENT, new float[] {0, 1, 1}, Y).linear()).isNaN();
        assertThat(SplineDistance.of(TENT, X, new float[3]).cubic()).isNaN();
    }

    private static ReluNetwork network(float[] weights, float[] biases, float[] last) {
        return new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, weights.length, weights, biases),
                new ReluNetwork.Layer(last.length, 1, last, new float[1])));
    }
}
