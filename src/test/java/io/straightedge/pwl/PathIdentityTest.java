package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is true of every exact path, whatever the network. */
class PathIdentityTest {
    private static final double RELATIVE = 1e-10;

    static Stream<RandomNetworks.Case> networks() {
        return Stream.concat(
                RandomNetworks.cases(),
                Stream.of(
                        RandomNetworks.caseOf(11, 20, 300, 10),
                        RandomNetworks.caseOf(12, 10, 150, 150, 5),
                        RandomNetworks.caseOf(13, 10, 60, 60, 60, 3)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void integratingTheSlopesGivesTheOutputAtTheEnd(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double[] end = given.network().evaluate(given.segment().at(1));
        for (int c = 0; c < path.outputs(); c++) {
            double[] values = path.values(c);
            assertThat(values[values.length - 1]).isCloseTo(end[c], tolerance(end[c]));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyPiecesMiddleIsTheForwardPass(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double[] ends = ends(path);
        for (int c = 0; c < path.outputs(); c++) {
            double[] values = path.values(c);
            for (int piece = 0; piece <= path.kinks(); piece++) {
                double middle = (ends[piece] + ends[piece + 1]) / 2;
                double expected = given.network().evaluate(given.segment().at(middle))[c];
                assertThat((values[piece] + values[piece + 1]) / 2).isCloseTo(expected, tolerance(expected));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void masksOfNeighbouringPiecesDifferInTheSwitchedUnit(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double[] ends = ends(path);
        BitSet before = mask(given, (ends[0] + ends[1]) / 2);
        for (int i = 0; i < path.kinks(); i++) {
            BitSet after = mask(given, (ends[i + 1] + ends[i + 2]) / 2);
            BitSet difference = (BitSet) before.clone();
            difference.xor(after);
            BitSet switched = new BitSet();
            switched.set(offset(given.network(), path.layer()[i]) + path.unit()[i]);
            assertThat(difference).as("kink %d at %s", i, path.t()[i]).isEqualTo(switched);
            before = after;
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theReversedSegmentHasTheReversedKinks(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        Segment segment = given.segment();
        double[] back = Arrays.stream(segment.step()).map(v -> -v).toArray();
        Path reversed = given.network().restrict(new Segment(segment.at(1), back, segment.length()));

        int n = path.kinks();
        assertThat(reversed.kinks()).isEqualTo(n);
        for (int i = 0; i < n; i++) {
            int j = n - 1 - i;
            assertThat(reversed.t()[i]).isCloseTo(1 - path.t()[j], within(RELATIVE));
            assertThat(reversed.layer()[i]).isEqualTo(path.layer()[j]);
            assertThat(reversed.unit()[i]).isEqualTo(path.unit()[j]);
            for (int c = 0; c < path.outputs(); c++) {
                assertThat(reversed.gap(i, c)).isCloseTo(path.gap(j, c), within(RELATIVE));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void splittingTheSegmentGivesTheSameKinks(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double cut = 0.3819;
        Segment segment = given.segment();
        double[] left = Arrays.stream(segment.step()).map(v -> v * cut).toArray();
        double[] right = Arrays.stream(segment.step()).map(v -> v * (1 - cut)).toArray();
        Path first = given.network().restrict(new Segment(segment.a(), left, segment.length() * cut));
        Path second = given.network().restrict(new Segment(segment.at(cut), right, segment.length() * (1 - cut)));

        assertThat(first.kinks() + second.kinks()).isEqualTo(path.kinks());
        double[] joined = new double[path.kinks()];
        for (int i = 0; i < joined.length; i++) {
            joined[i] = i < first.kinks() ? first.t()[i] * cut : cut + (1 - cut) * second.t()[i - first.kinks()];
        }
        assertThat(joined).containsExactly(path.t(), within(RELATIVE));
        assertThat(IntStream.concat(Arrays.stream(first.unit()), Arrays.stream(second.unit()))
                        .toArray())
                .isEqualTo(path.unit());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void permutingHiddenUnitsChangesNothingButTheirNumbers(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, given.network().layers().get(0).out())
                        .boxed()
                        .toList());
        Collections.shuffle(order, new Random(5));
        Path permuted = permuteFirstLayer(given.network(), order).restrict(given.segment());

        assertThat(permuted.t()).containsExactly(path.t(), within(RELATIVE));
        assertThat(permuted.gap()).containsExactly(path.gap(), within(RELATIVE));
        for (int i = 0; i < path.kinks(); i++) {
            int unit = permuted.layer()[i] == 1 ? order.get(permuted.unit()[i]) : permuted.unit()[i];
            assertThat(unit).isEqualTo(path.unit()[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void scalingAUnitInAndOutChangesNothing(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        // Powers of two: exact in float32, so that it is the same function to the last bit.
        Path scaled = scaleFirstLayer(given.network(), 4f).restrict(given.segment());
        assertThat(scaled.t()).containsExactly(path.t(), within(RELATIVE));
        assertThat(scaled.gap()).containsExactly(path.gap(), within(RELATIVE));
        assertThat(scaled.unit()).isEqualTo(path.unit());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gapsAddUpToTheDifferenceOfTheEndSlopes(RandomNetworks.Case given) {
        Path path = given.network().restrict(given.segment());
        double almostOne = (1 + (path.kinks() == 0 ? 0 : path.t()[path.kinks() - 1])) / 2;
        double[] a = given.network().evaluate(given.segment().at(almostOne));
        double[] b = given.network().evaluate(given.segment().at(1));
        for (int c = 0; c < path.outputs(); c++) {
            double lastSlope = (b[c] - a[c]) / ((1 - almostOne) * path.length());
            double sum = 0;
            for (int i = 0; i < path.kinks(); i++) {
                sum += path.gap(i, c);
            }
            double rounding = 1e-14 / ((1 - almostOne) * path.length());
            assertThat(sum).isCloseTo(lastSlope - path.slope0()[c], within(RELATIVE + rounding));
        }
    }

    private static org.assertj.core.data.Offset<Double> tolerance(double value) {
        return within(RELATIVE * (1 + Math.abs(value)));
    }

    private static double[] ends(Path path) {
        double[] ends = new double[path.kinks() + 2];
        System.arraycopy(path.t(), 0, ends, 1, path.kinks());
        ends[ends.length - 1] = 1;
        return ends;
    }

    private static int offset(ReluNetwork network, int layer) {
        return network.layers().stream()
                .limit(layer - 1L)
                .mapToInt(ReluNetwork.Layer::out)
                .sum();
    }

    /** Which hidden units are on, by a plain forward pass. */
    private static BitSet mask(RandomNetworks.Case given, double t) {
        BitSet mask = new BitSet();
        double[] x = given.segment().at(t);
        int offset = 0;
        for (ReluNetwork.Layer layer :
                given.network().layers().subList(0, given.network().layers().size() - 1)) {
            double[] z = new double[layer.out()];
            for (int j = 0; j < z.length; j++) {
                z[j] = layer.biases()[j];
                for (int i = 0; i < x.length; i++) {
                    z[j] += x[i] * layer.weights()[i * layer.out() + j];
                }
                mask.set(offset + j, z[j] > 0);
                z[j] = Math.max(z[j], 0);
            }
            offset += z.length;
            x = z;
        }
        return mask;
    }

    private static ReluNetwork permuteFirstLayer(ReluNetwork network, List<Integer> order) {
        ReluNetwork.Layer first = network.layers().get(0);
        ReluNetwork.Layer second = network.layers().get(1);
        int n = first.out();
        float[] in = new float[first.weights().length];
        float[] biases = new float[n];
        float[] out = new float[second.weights().length];
        for (int j = 0; j < n; j++) {
            int old = order.get(j);
            biases[j] = first.biases()[old];
            for (int i = 0; i < first.in(); i++) {
                in[i * n + j] = first.weights()[i * n + old];
            }
            System.arraycopy(second.weights(), old * second.out(), out, j * second.out(), second.out());
        }
        return withFirstTwo(network, in, biases, out);
    }

    private static ReluNetwork scaleFirstLayer(ReluNetwork network, float factor) {
        ReluNetwork.Layer first = network.layers().get(0);
        return withFirstTwo(
                network,
                times(first.weights(), factor),
                times(first.biases(), factor),
                times(network.layers().get(1).weights(), 1 / factor));
    }

    private static float[] times(float[] values, float factor) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }

    private static ReluNetwork withFirstTwo(ReluNetwork network, float[] in, float[] biases, float[] out) {
        List<ReluNetwork.Layer> layers = new ArrayList<>(network.layers());
        ReluNetwork.Layer first = layers.get(0);
        ReluNetwork.Layer second = layers.get(1);
        layers.set(0, new ReluNetwork.Layer(first.in(), first.out(), in, biases));
        layers.set(1, new ReluNetwork.Layer(second.in(), second.out(), out, second.biases()));
        return new ReluNetwork(layers);
    }
}
