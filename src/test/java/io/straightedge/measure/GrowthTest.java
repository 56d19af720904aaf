package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final RandomNetworks.Case given = RandomNetworks.caseOf(7, 6, 30, 30, 4);

    @Test
    void theReferenceItselfHasNotGrown() {
        assertThat(between(given.network(), given.network())).isEqualTo(new Growth(1, 1));
    }

    @Test
    void outputsGrownByAFactorMeasureAsBefore() {
        ReluNetwork grown = withOutputTimes(given.network(), 8);
        Growth growth = between(given.network(), grown);
        Path before = given.network().restrict(given.segment());
        Path after = growth.normalise(grown.restrict(given.segment()));
        assertThat(growth).isEqualTo(new Growth(8, 8));
        assertThat(GapDeviation.of(after)).containsExactly(GapDeviation.of(before), within(1e-12));
        assertThat(Bend.of(after).rms()).containsExactly(Bend.of(before).rms(), within(1e-12));
        assertThat(Deflection.of(after)).containsExactly(Deflection.of(before), within(1e-12));
    }

    @Test
    void unequalGrowthActsAtEachKink() {
        Path path = given.network().restrict(given.segment());
        Path normalised = new Growth(1, 3).normalise(path);
        for (int i = 0; i < path.kinks(); i++) {
            double growth = 1 + 2 * path.t()[i];
            assertThat(normalised.gap(i, 0)).isCloseTo(path.gap(i, 0) / growth, within(1e-15));
        }
    }

    @Test
    void aZeroOutputAtAnEndLeavesItUndefined() {
        ReluNetwork dead = withOutputTimes(RandomNetworks.network(new Random(1), 0, 6, 30, 30, 4), 0);
        assertThat(between(given.network(), dead)).isNull();
        assertThat(between(dead, given.network())).isNull();
    }

    @Test
    void excludedPairsCountAsUndefined() {
        Segment segment = given.segment();
        PairMeasures pair = PairMeasures.of(given.network().restrict(segment));
        assertThat(PathSummary.of(List.of(pair, pair), 3, Estimator.EXACT, Duration.ZERO)
                        .maxBend()
                        .undefined())
                .isEqualTo(3);
    }

    private @Nullable Growth between(ReluNetwork reference, ReluNetwork network) {
        return Growth.between(Ends.of(reference.restrict(given.segment())), Ends.of(network.restrict(given.segment())));
    }

    private static ReluNetwork withOutputTimes(ReluNetwork network, float factor) {
        List<ReluNetwork.Layer> layers = new ArrayList<>(network.layers());
        ReluNetwork.Layer last = layers.remove(layers.size() - 1);
        float[] weights = last.weights().clone();
        float[] biases = last.biases().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
        }
        for (int i = 0; i < biases.length; i++) {
            biases[i] *= factor;
        }
        layers.add(new ReluNetwork.Layer(last.in(), last.out(), weights, biases));
        return new ReluNetwork(layers);
    }
}
