package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Segments through a point where several layers switch at once. Without biases a network of one input is
 * linear on either side of x = 0, so a unit switches there exactly if its sign differs between x = −1 and
 * x = 1, where zero counts as off.
 */
class VertexTest {

    record Case(long seed, float from, float to, int... widths) {
        @Override
        public String toString() {
            return Arrays.toString(widths) + " seed " + seed + " from " + from + " to " + to;
        }
    }

    static Stream<Case> cases() {
        float[][] ends = {{-1, 1}, {-0.3f, 0.7f}, {0.9f, -0.1f}, {-1e-6f, 3}, {-1e-12f, 2e-12f}};
        List<int[]> shapes = List.of(
                new int[] {1, 3, 3, 1},
                new int[] {1, 40, 40, 2},
                new int[] {1, 2, 2, 2, 1},
                new int[] {1, 20, 20, 20, 1},
                new int[] {1, 3, 3, 3, 3, 1},
                new int[] {1, 25, 25, 25, 25, 1},
                new int[] {1, 200, 200, 1});
        return shapes.stream().flatMap(widths -> Stream.of(ends)
                .flatMap(end -> IntStream.rangeClosed(1, 6).mapToObj(seed -> new Case(seed, end[0], end[1], widths))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void unitsSwitchOnceOrNotAtAll(Case given) {
        ReluNetwork network = RandomNetworks.network(new Random(given.seed()), 0, given.widths());
        Path path = network.restrict(Segment.between(new float[] {given.from()}, new float[] {given.to()}));

        int[][] found = switches(network, path);
        for (int l = 0; l < found.length; l++) {
            boolean[] before = on(network, given.from(), l);
            boolean[] after = on(network, given.to(), l);
            for (int j = 0; j < before.length; j++) {
                assertThat(found[l][j])
                        .as("switches of layer %d, unit %d", l + 1, j)
                        .isEqualTo(before[j] == after[j] ? 0 : 1);
            }
        }
        double vertex = -(double) given.from() / ((double) given.to() - given.from());
        assertThat(DoubleStream.of(path.t()).boxed())
                .allSatisfy(t -> assertThat(t).isCloseTo(vertex, within(1e-11)));
        assertEndsAgree(network, path, given.to());
    }

    @Test
    void aVertexThatSeveralSegmentsShareIsTheSameInEach() {
        ReluNetwork network = RandomNetworks.network(new Random(9), 0, 3, 20, 20, 20, 2);
        // Through the origin in many directions: every unit of every layer is zero there.
        for (int seed = 1; seed <= 20; seed++) {
            float[] a = RandomNetworks.point(new Random(seed), 3);
            float[] b = new float[3];
            for (int i = 0; i < 3; i++) {
                b[i] = -2 * a[i];
            }
            Path path = network.restrict(Segment.between(a, b));
            assertThat(DoubleStream.of(path.t()).boxed())
                    .allSatisfy(t -> assertThat(t).isCloseTo(1.0 / 3, within(1e-11)));
            for (int[] layer : switches(network, path)) {
                assertThat(IntStream.of(layer).max().orElse(0))
                        .as("seed %d", seed)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void aSegmentThatEndsInAVertexHasNoKinkThere() {
        ReluNetwork network = RandomNetworks.network(new Random(4), 0, 5, 30, 30, 30, 2);
        float[] point = RandomNetworks.point(new Random(5), 5);
        float[] origin = new float[5];
        assertThat(network.restrict(Segment.between(point, origin)).kinks()).isZero();
        assertThat(network.restrict(Segment.between(origin, point)).kinks()).isZero();
    }

    private static int[][] switches(ReluNetwork network, Path path) {
        int[][] counts = new int[network.layers().size() - 1][];
        for (int l = 0; l < counts.length; l++) {
            counts[l] = new int[network.layers().get(l).out()];
        }
        for (int i = 0; i < path.kinks(); i++) {
            counts[path.layer()[i] - 1][path.unit()[i]]++;
        }
        return counts;
    }

    /** Which units of a layer are on at x. Without biases an inactive unit's inputs give exactly 0. */
    private static boolean[] on(ReluNetwork network, double x, int layer) {
        double[] values = {x};
        for (int l = 0; ; l++) {
            ReluNetwork.Layer affine = network.layers().get(l);
            double[] z = new ReluNetwork(List.of(affine)).evaluate(values);
            if (l == layer) {
                boolean[] on = new boolean[z.length];
                for (int j = 0; j < z.length; j++) {
                    on[j] = z[j] > 0;
                }
                return on;
            }
            for (int j = 0; j < z.length; j++) {
                z[j] = Math.max(z[j], 0);
            }
            values = z;
        }
    }

    private static void assertEndsAgree(ReluNetwork network, Path path, double x) {
        double[] expected = network.evaluate(new double[] {x});
        for (int c = 0; c < path.outputs(); c++) {
            double[] values = path.values(c);
            double size = Math.abs(values[0]) + Math.abs(expected[c]) + Math.abs(path.slope0()[c]) * path.length();
            for (int i = 0; i < path.kinks(); i++) {
                size += Math.abs(path.gap(i, c)) * path.length();
            }
            assertThat(values[values.length - 1]).isCloseTo(expected[c], within(1e-13 * size));
        }
    }
}
