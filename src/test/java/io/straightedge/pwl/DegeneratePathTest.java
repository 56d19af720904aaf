package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The special cases, each decided once. */
class DegeneratePathTest {
    private static final Segment MINUS_ONE_TO_ONE = Segment.between(new float[] {-1}, new float[] {1});

    @Test
    void equalPointsAreAnError() {
        assertThatThrownBy(() -> Segment.between(new float[] {1, 2}, new float[] {1, 2}))
                .hasMessageContaining("a and b are equal");
    }

    @Test
    void pointsOfDifferentDimensionAreAnError() {
        assertThatThrownBy(() -> Segment.between(new float[] {1, 2}, new float[] {1}))
                .hasMessage("a has 2 values, b has 1");
    }

    @Test
    void aValueThatIsNotFiniteIsNamed() {
        assertThatThrownBy(() -> Segment.between(new float[] {1, Float.NaN}, new float[] {1, 2}))
                .hasMessageContaining("value 1 is not finite");
    }

    @Test
    void aSegmentOfAnotherDimensionIsNamed() {
        ReluNetwork network = RandomNetworks.network(new Random(1), 0, 3, 4, 1);
        assertThatThrownBy(() -> network.restrict(MINUS_ONE_TO_ONE))
                .hasMessage("segment 0 has dimension 1, the network takes 3");
    }

    @Test
    void aParameterThatIsNotFiniteNamesLayerAndIndex() {
        assertThatThrownBy(() -> oneUnit(1, Float.NaN, 1)).hasMessage("layer 1 biases[0] is NaN");
        assertThatThrownBy(() -> oneUnit(1, 0, Float.POSITIVE_INFINITY)).hasMessage("layer 2 weights[0] is Infinity");
    }

    @Test
    void layersThatDoNotFitAreNamed() {
        ReluNetwork.Layer first = new ReluNetwork.Layer(1, 2, new float[2], new float[2]);
        ReluNetwork.Layer second = new ReluNetwork.Layer(3, 1, new float[3], new float[1]);
        assertThatThrownBy(() -> new ReluNetwork(List.of(first, second)))
                .hasMessage("layer 2 takes 3 inputs, but layer 1 gives 2");
    }

    @Test
    void oneUnitSwitchesWhereItsPreActivationIsZero() {
        Path path = oneUnit(1, 0.5f, 3).restrict(MINUS_ONE_TO_ONE);
        assertThat(path.t()).containsExactly(0.25);
        assertThat(path.slopes(0)).containsExactly(0, 3);
        assertThat(path.values(0)).containsExactly(0, 0, 4.5);
    }

    @Test
    void aKinkAtAnEndPointIsNone() {
        assertThat(oneUnit(1, 1, 1).restrict(MINUS_ONE_TO_ONE).kinks()).isZero();
        assertThat(oneUnit(1, -1, 1).restrict(MINUS_ONE_TO_ONE).kinks()).isZero();
    }

    @Test
    void aUnitThatIsZeroOnTheWholePieceIsOff() {
        Path path = oneUnit(0, 0, 1).restrict(MINUS_ONE_TO_ONE);
        assertThat(path.kinks()).isZero();
        assertThat(path.slope0()).containsExactly(0);
    }

    @Test
    void duplicateUnitsAreKinksOfTheirOwnAtTheSamePlace() {
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 2, new float[] {1, 1}, new float[] {0, 0}),
                new ReluNetwork.Layer(2, 1, new float[] {1, 2}, new float[] {0})));
        Path path = network.restrict(MINUS_ONE_TO_ONE);
        assertThat(path.t()).containsExactly(0.5, 0.5);
        assertThat(path.unit()).containsExactlyInAnyOrder(0, 1);
        assertThat(path.slopes(0)[2]).isEqualTo(3);
    }

    @Test
    void touchingZeroWithoutChangingSignMakesNoKink() {
        // Layer 2's unit is |x| = relu(x) + relu(−x): it touches zero at x = 0 and stays on.
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 2, new float[] {1, -1}, new float[] {0, 0}),
                new ReluNetwork.Layer(2, 1, new float[] {1, 1}, new float[] {0}),
                new ReluNetwork.Layer(1, 1, new float[] {1}, new float[] {0})));
        Path path = network.restrict(MINUS_ONE_TO_ONE);
        assertThat(path.layer()).containsExactly(1, 1);
        assertThat(path.values(0)).containsExactly(new double[] {1, 0, 0, 1}, within(1e-15));
    }

    @Test
    void aNetworkWithoutHiddenLayersIsStraight() {
        ReluNetwork network = new ReluNetwork(List.of(new ReluNetwork.Layer(1, 1, new float[] {2}, new float[] {1})));
        Path path = network.restrict(MINUS_ONE_TO_ONE);
        assertThat(path.kinks()).isZero();
        assertThat(path.values(0)).containsExactly(-1, 3);
    }

    @Test
    void manySegmentsAtOnceGiveThePathsOfEachAlone() {
        Random random = new Random(3);
        ReluNetwork network = RandomNetworks.network(random, 0.1, 7, 25, 25, 3);
        List<Segment> segments = random.ints(20)
                .mapToObj(i -> Segment.between(RandomNetworks.point(random, 7), RandomNetworks.point(random, 7)))
                .toList();
        List<Path> together = network.restrictAll(segments);
        for (int p = 0; p < segments.size(); p++) {
            Path alone = network.restrict(segments.get(p));
            assertThat(together.get(p).t()).containsExactly(alone.t(), within(1e-13));
            assertThat(together.get(p).unit()).isEqualTo(alone.unit());
            assertThat(together.get(p).gap()).containsExactly(alone.gap(), within(1e-12));
        }
    }

    @Test
    void batchesGiveWhatSingleEvaluationsGive() {
        Random random = new Random(4);
        ReluNetwork network = RandomNetworks.network(random, 0.1, 5, 30, 20, 3);
        float[] inputs = new float[4 * 5];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = (float) random.nextGaussian();
        }
        float[] outputs = network.evaluateBatch(inputs, 4);
        for (int sample = 0; sample < 4; sample++) {
            double[] x = new double[5];
            for (int i = 0; i < 5; i++) {
                x[i] = inputs[sample * 5 + i];
            }
            double[] expected = network.evaluate(x);
            for (int c = 0; c < 3; c++) {
                assertThat((double) outputs[sample * 3 + c]).isCloseTo(expected[c], within(1e-5));
            }
        }
    }

    /** x ↦ out·relu(in·x + bias). */
    private static ReluNetwork oneUnit(float in, float bias, float out) {
        return new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 1, new float[] {in}, new float[] {bias}),
                new ReluNetwork.Layer(1, 1, new float[] {out}, new float[] {0})));
    }
}
