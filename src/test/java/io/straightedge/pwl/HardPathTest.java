package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks that are hard on rounding: kinks almost on top of one another, and scales far apart. */
class HardPathTest {
    private static final Segment UNIT = Segment.between(new float[] {0}, new float[] {1});

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 1e-9, 1e-12, 1e-14})
    void kinksOfDifferentUnitsAreKeptApart(double distance) {
        // relu(x − 1/2) and relu(2ᵏx − 2ᵏ/2 − …): the second one's zero is off by its bias over its weight.
        float scale = 0x1p20f;
        float shift = (float) (distance * scale);
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(2, 2, new float[] {1, scale, -0.5f, -0.5f * scale}, new float[] {0, -shift}),
                new ReluNetwork.Layer(2, 1, new float[] {1, -1 / scale}, new float[] {0})));
        Path path = network.restrict(Segment.between(new float[] {0, 1}, new float[] {1, 1}));
        assertThat(path.unit()).containsExactly(0, 1);
        assertThat(path.t()[1] - path.t()[0]).isCloseTo((double) shift / scale, within(1e-15));
        assertThat(path.gap()).containsExactly(new double[] {1, -1}, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-7, 2e-8, 1e-9, 1e-10, 1e-12})
    void aUnitThatIsOnOnlyForAMomentIsFound(double moment) {
        // z = m/2 − |x − 1/2| is above 0 for m; float32 arithmetic rounds it to nothing below 2e-8 or so.
        float m = (float) moment;
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 2, new float[] {1, -1}, new float[] {-0.5f, 0.5f}),
                new ReluNetwork.Layer(2, 1, new float[] {-1, -1}, new float[] {m / 2}),
                new ReluNetwork.Layer(1, 1, new float[] {1}, new float[] {0})));
        Path path = network.restrict(UNIT);
        assertThat(path.layer()).containsExactly(2, 1, 1, 2);
        assertThat(path.t()[3] - path.t()[0]).isCloseTo(m, within(1e-15));
        assertThat(path.slopes(0)[1]).isCloseTo(1, within(1e-12));
        assertThat(path.slopes(0)[3]).isCloseTo(-1, within(1e-12));
    }

    static Stream<RandomNetworks.Case> cases() {
        return RandomNetworks.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hugeAndTinyUnitsKeepTheirKinks(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        for (float factor : new float[] {0x1p60f, 0x1p-60f}) {
            Path scaled = scaleSomeUnits(given.network(), factor).restrict(given.segment());
            assertThat(scaled.layer()).isEqualTo(path.layer());
            assertThat(scaled.unit()).isEqualTo(path.unit());
            assertThat(scaled.t()).containsExactly(path.t(), within(1e-11));
            assertThat(scaled.gap()).containsExactly(path.gap(), within(1e-10));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void scalingEverythingScalesTheOutputOnly(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        for (float factor : new float[] {0x1p30f, 0x1p-30f}) {
            List<ReluNetwork.Layer> layers = new ArrayList<>();
            float total = 1;
            for (ReluNetwork.Layer layer : given.network().layers()) {
                boolean scaled = layers.size() < 2;
                total *= scaled ? factor : 1;
                layers.add(new ReluNetwork.Layer(
                        layer.in(),
                        layer.out(),
                        times(layer.weights(), scaled ? factor : 1),
                        times(layer.biases(), total)));
            }
            Path scaled = new ReluNetwork(layers).restrict(given.segment());
            assertThat(scaled.unit()).isEqualTo(path.unit());
            assertThat(scaled.t()).containsExactly(path.t(), within(1e-11));
            for (int i = 0; i < path.gap().length; i++) {
                assertThat(scaled.gap()[i] / total).isCloseTo(path.gap()[i], within(1e-10));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void deadAndDuplicateUnitsAddWhatTheyMust(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        ReluNetwork.Layer first = given.network().layers().get(0);
        int n = first.out();
        // Every unit twice with half the outgoing weight, and one dead unit behind them.
        float[] in = new float[first.in() * (2 * n + 1)];
        float[] biases = new float[2 * n + 1];
        for (int j = 0; j < 2 * n; j++) {
            biases[j] = first.biases()[j % n];
            for (int i = 0; i < first.in(); i++) {
                in[i * (2 * n + 1) + j] = first.weights()[i * n + j % n];
            }
        }
        ReluNetwork.Layer second = given.network().layers().get(1);
        float[] out = new float[(2 * n + 1) * second.out()];
        java.util.Arrays.fill(out, 1);
        for (int k = 0; k < 2 * n * second.out(); k++) {
            out[k] = second.weights()[k % (n * second.out())] / 2;
        }
        List<ReluNetwork.Layer> layers = new ArrayList<>(given.network().layers());
        layers.set(0, new ReluNetwork.Layer(first.in(), 2 * n + 1, in, biases));
        layers.set(1, new ReluNetwork.Layer(2 * n + 1, second.out(), out, second.biases()));
        Path doubled = new ReluNetwork(layers).restrict(given.segment());

        int next = 0;
        for (int i = 0; i < path.kinks(); i++) {
            int copies = path.layer()[i] == 1 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++, next++) {
                assertThat(doubled.t()[next]).isCloseTo(path.t()[i], within(1e-12));
                for (int c = 0; c < path.outputs(); c++) {
                    assertThat(doubled.gap(next, c)).isCloseTo(path.gap(i, c) / copies, within(1e-10));
                }
            }
        }
        assertThat(doubled.kinks()).isEqualTo(next);
    }

    @Test
    void aKinkMayLieRightBehindTheStart() {
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 1, new float[] {1}, new float[] {-1e-20f}),
                new ReluNetwork.Layer(1, 1, new float[] {1}, new float[] {0})));
        Path path = network.restrict(UNIT);
        assertThat(path.kinks()).isEqualTo(1);
        assertThat(path.t()[0]).isCloseTo(1e-20, within(1e-26));
    }

    @Test
    void weightsOfZeroMakeNoKinks() {
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(2, 3, new float[6], new float[] {1, 0, -1}),
                new ReluNetwork.Layer(3, 2, new float[6], new float[] {0, 1}),
                new ReluNetwork.Layer(2, 1, new float[] {1, 2}, new float[] {3})));
        Path path = network.restrict(Segment.between(new float[] {0, 0}, new float[] {1, 1}));
        assertThat(path.kinks()).isZero();
        assertThat(path.values(0)).containsExactly(5, 5);
    }

    @Test
    void aUnitIsOffWhereItIsZeroForAWhile() {
        // z = relu(x − 3/4) + relu(1/4 − x): on, then zero, then on again, the same in both directions.
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 2, new float[] {1, -1}, new float[] {-0.75f, 0.25f}),
                new ReluNetwork.Layer(2, 1, new float[] {1, 1}, new float[] {0}),
                new ReluNetwork.Layer(1, 1, new float[] {1}, new float[] {0})));
        for (Path path :
                List.of(network.restrict(UNIT), network.restrict(Segment.between(new float[] {1}, new float[] {0})))) {
            assertThat(path.layer()).containsExactlyInAnyOrder(1, 1, 2, 2);
            assertThat(path.t()).containsExactly(new double[] {0.25, 0.25, 0.75, 0.75}, within(1e-15));
            assertThat(path.slopes(0)).contains(new double[] {-1, 0, 1}, within(1e-15));
            assertThat(path.values(0)[5]).isCloseTo(0.25, within(1e-15));
        }
    }

    private static ReluNetwork scaleSomeUnits(ReluNetwork network, float factor) {
        Random random = new Random(3);
        List<ReluNetwork.Layer> layers = new ArrayList<>(network.layers());
        for (int l = 0; l + 1 < layers.size(); l++) {
            ReluNetwork.Layer layer = layers.get(l);
            ReluNetwork.Layer next = layers.get(l + 1);
            float[] in = layer.weights().clone();
            float[] biases = layer.biases().clone();
            float[] out = next.weights().clone();
            for (int j = 0; j < layer.out(); j++) {
                if (random.nextBoolean()) {
                    biases[j] *= factor;
                    for (int i = 0; i < layer.in(); i++) {
                        in[i * layer.out() + j] *= factor;
                    }
                    for (int k = 0; k < next.out(); k++) {
                        out[j * next.out() + k] /= factor;
                    }
                }
            }
            layers.set(l, new ReluNetwork.Layer(layer.in(), layer.out(), in, biases));
            layers.set(l + 1, new ReluNetwork.Layer(next.in(), next.out(), out, next.biases()));
        }
        return new ReluNetwork(layers);
    }

    private static float[] times(float[] values, float factor) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }
}
