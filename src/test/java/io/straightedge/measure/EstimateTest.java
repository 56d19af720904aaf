package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void averagesOutputsThenPairs() {
        Estimate estimate = Estimate.mean(List.of(new double[] {1, 3}, new double[] {5, 7}, new double[] {1, 1}));
        assertThat(estimate.value()).isCloseTo(3, within(1e-15));
        // Pair means 2, 6, 1: variance 7.
        assertThat(estimate.standardError()).isCloseTo(Math.sqrt(7.0 / 3), within(1e-15));
        assertThat(estimate.pairs()).isEqualTo(3);
        assertThat(estimate.undefined()).isZero();
    }

    @Test
    void leavesOutWhatIsUndefined() {
        double nan = Double.NaN;
        Estimate estimate = Estimate.mean(List.of(new double[] {1, nan}, new double[] {nan, nan}, new double[] {3, 3}));
        assertThat(estimate).isEqualTo(new Estimate(2, 1, 2, 1));
    }

    @Test
    void aSinglePairHasNoStandardErrorAndNoPairNoValue() {
        assertThat(Estimate.mean(List.of(new double[] {4}))).isEqualTo(new Estimate(4, Double.NaN, 1, 0));
        assertThat(Estimate.mean(List.of())).isEqualTo(new Estimate(Double.NaN, Double.NaN, 0, 0));
    }

    @Test
    void aLargeOffsetDoesNotSpoilTheError() {
        Estimate estimate = Estimate.mean(List.of(new double[] {1e9 + 1}, new double[] {1e9 + 3}));
        assertThat(estimate).isEqualTo(new Estimate(1e9 + 2, 1, 2, 0));
    }
}
