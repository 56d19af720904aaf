package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinkCountTest {

    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void layersAddUpToAllKinks(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        KinkCount count = KinkCount.of(given.network(), given.segment(), path);
        assertThat(count.perLayer()).hasSize(given.network().layers().size() - 1);
        assertThat(Arrays.stream(count.perLayer()).sum()).isEqualTo(path.kinks());
    }

    @Test
    void theRatioIsToTheShareOfTheHalfTurnBetweenTheSamples() {
        ReluNetwork network = RandomNetworks.network(new Random(1), 0, 2, 40, 1);
        Segment segment = Segment.between(new float[] {3, 0}, new float[] {1, 1});
        Path path = network.restrict(segment);
        assertThat(KinkCount.of(network, segment, path).ratio()).isCloseTo(path.kinks() / (0.25 * 40), within(1e-12));
    }

    @Test
    void undefinedWithoutAnAngle() {
        ReluNetwork network = RandomNetworks.network(new Random(1), 0.5, 2, 40, 1);
        Segment fromZero = Segment.between(new float[] {0, 0}, new float[] {1, 1});
        Segment outward = Segment.between(new float[] {1, 2}, new float[] {2, 4});
        assertThat(KinkCount.of(network, fromZero, network.restrict(fromZero)).ratio())
                .isNaN();
        assertThat(KinkCount.of(network, outward, network.restrict(outward)).ratio())
                .isNaN();
    }

    /** Claim 1 of the design: at a bias-free initialisation every layer shows θ/π of its units. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isOneInEveryLayerAtInitialisation(long seed) {
        Random random = new Random(seed);
        Segment segment = Segment.between(new float[] {1, 0, 0, 0}, new float[] {1, 1, 0, 0});
        List<double[]> ratios = new ArrayList<>();
        List<double[]> shares = new ArrayList<>();
        for (int draw = 0; draw < 300; draw++) {
            ReluNetwork network = RandomNetworks.network(random, 0, 4, 200, 100, 1);
            KinkCount count = KinkCount.of(network, segment, network.restrict(segment));
            ratios.add(new double[] {count.ratio()});
            shares.add(new double[] {count.perLayer()[1] / 100.0});
        }
        assertWithin(Estimate.mean(ratios), 1);
        assertWithin(Estimate.mean(shares), 0.25);
    }

    private static void assertWithin(Estimate estimate, double expected) {
        assertThat(estimate.value()).isCloseTo(expected, within(5 * estimate.standardError()));
    }
}
