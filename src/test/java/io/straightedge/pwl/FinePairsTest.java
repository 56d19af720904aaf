package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs that float32 cannot tell apart, and values at the ends of what the engine takes. */
class FinePairsTest {
    private static final int HALF = 3;
    private static final int WIDTH = 24;

    /** Units see the difference of two inputs, so that kinks lie within a segment that is short and far away. */
    @ParameterizedTest
    @CsvSource({"1.6e9, 40, 1e-7", "1, 1e-9, 1e-5", "0, 1e-30, 1e-11", "1e12, 1e12, 1e-11", "-3e40, 1e30, 1e-4"})
    void kinksAreThoseOfTheOracle(double place, double size, double precision) {
        Random random = new Random(5);
        double[] a = point(random, place, size);
        double[] b = point(random, place, size);
        Segment segment = Segment.between(a, b);
        ReluNetwork network = differences(random, (float) size);
        Path path = network.restrict(segment);
        List<LayerwiseOracle.Kink> expected = new LayerwiseOracle(network, segment).kinks();

        assertThat(path.kinks()).isEqualTo(expected.size()).isGreaterThan(10);
        assertThat(expected.stream().map(LayerwiseOracle.Kink::layer)).contains(1, 2);
        List<Integer> order = IntStream.range(0, path.kinks())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> path.layer()[i]).thenComparing(i -> path.unit()[i]))
                .toList();
        expected = expected.stream()
                .sorted(Comparator.comparing(LayerwiseOracle.Kink::layer).thenComparing(LayerwiseOracle.Kink::unit))
                .toList();
        for (int i = 0; i < expected.size(); i++) {
            int kink = order.get(i);
            assertThat(path.layer()[kink]).isEqualTo(expected.get(i).layer());
            assertThat(path.unit()[kink]).isEqualTo(expected.get(i).unit());
            assertThat(path.t()[kink]).isCloseTo(expected.get(i).t().doubleValue(), within(precision));
        }
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (b[i] - a[i]) / size * ((b[i] - a[i]) / size);
        }
        assertThat(path.length() / size).isCloseTo(Math.sqrt(squares), within(1e-14 * Math.sqrt(squares)));
    }

    /** Powers of two change no digit, so the kinks have to stay where they are, up to the ends of the range. */
    @ParameterizedTest
    @CsvSource({"0", "100", "120", "-100", "-110"})
    void scalingTheWeightsMovesNoKink(int power) {
        Path plain = scaled(0).restrict(UNIT);
        Path path = scaled(power).restrict(UNIT);
        assertThat(path.kinks()).isGreaterThan(10);
        assertThat(path.t()).containsExactly(plain.t());
        assertThat(path.unit()).containsExactly(plain.unit());
    }

    @ParameterizedTest
    @CsvSource({"126, layer 4 has values above 1.0E150", "-120, layer 4 has values below 1.0E-135"})
    void whatFloat64CannotSquareIsNamed(int power, String message) {
        assertThatThrownBy(() -> scaled(power).restrict(UNIT))
                .isInstanceOf(OutOfRangeException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("scale the weights or the samples");
        assertThatThrownBy(() -> scaled(power).restrictAll(List.of(UNIT, UNIT)))
                .isInstanceOfSatisfying(
                        OutOfRangeException.class, e -> assertThat(e.segment()).isZero());
    }

    @ParameterizedTest
    @CsvSource({"1e151, 0, above", "1e-136, 0, below", "2e150, 2.1e150, above"})
    void pairsThatFloat64CannotSquareAreNamed(double a, double b, String message) {
        assertThatThrownBy(() -> Segment.between(new double[] {a}, new double[] {b}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void deadUnitsAreNotOutOfRange() {
        ReluNetwork network = new ReluNetwork(List.of(
                new ReluNetwork.Layer(1, 3, new float[] {0, Float.MIN_VALUE, 1}, new float[3]),
                new ReluNetwork.Layer(3, 1, new float[] {1, Float.MIN_VALUE, 1}, new float[1])));
        assertThat(network.restrict(Segment.between(new double[] {-1}, new double[] {1}))
                        .kinks())
                .isEqualTo(2);
    }

    private static final Segment UNIT = Segment.between(new double[] {-1, 0.5}, new double[] {1, -0.25});

    /** Four layers, each of which scales by the power of two. */
    private static ReluNetwork scaled(int power) {
        Random random = new Random(2);
        int[] widths = {2, 16, 16, 16, 2};
        return new ReluNetwork(IntStream.range(0, 4)
                .mapToObj(l -> layer(random, widths[l], widths[l + 1], power, l == 0))
                .toList());
    }

    private static ReluNetwork.Layer layer(Random random, int in, int out, int power, boolean biased) {
        ReluNetwork.Layer plain = RandomNetworks.network(random, biased ? 0.3 : 0, in, out)
                .layers()
                .get(0);
        float[] weights = plain.weights().clone();
        float[] biases = plain.biases().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.scalb(weights[i], power);
        }
        for (int i = 0; i < biases.length; i++) {
            biases[i] = Math.scalb(biases[i], power);
        }
        return new ReluNetwork.Layer(in, out, weights, biases);
    }

    private static double[] point(Random random, double place, double size) {
        return random.doubles(2 * HALF, -1, 1).map(x -> place + size * x).toArray();
    }

    private static ReluNetwork differences(Random random, float size) {
        float[] weights = new float[2 * HALF * WIDTH];
        for (int i = 0; i < HALF * WIDTH; i++) {
            weights[i] = (float) random.nextGaussian();
            weights[HALF * WIDTH + i] = -weights[i];
        }
        float[] biases = new float[WIDTH];
        for (int j = 0; j < WIDTH; j++) {
            biases[j] = size * (float) random.nextGaussian();
        }
        ReluNetwork later = RandomNetworks.network(random, 0, WIDTH, 10, 2);
        List<ReluNetwork.Layer> layers = new java.util.ArrayList<>(later.layers());
        layers.add(0, new ReluNetwork.Layer(2 * HALF, WIDTH, weights, biases));
        return new ReluNetwork(layers);
    }
}
