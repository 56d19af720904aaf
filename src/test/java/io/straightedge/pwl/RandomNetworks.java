package io.straightedge.pwl;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Seeded networks and segments of many shapes for tests. */
public final class RandomNetworks {
    private RandomNetworks() {}

    /** A network, a segment through it, and how to make both again. */
    public record Case(String name, ReluNetwork network, Segment segment) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Small nets of many shapes, several seeds each; the printed name gives widths and seed. */
    public static Stream<Case> cases() {
        List<int[]> shapes = List.of(
                new int[] {1, 1, 1},
                new int[] {1, 30, 1},
                new int[] {5, 1, 1, 3},
                new int[] {3, 8, 8, 2},
                new int[] {2, 20, 20, 1},
                new int[] {6, 12, 3, 12, 4},
                new int[] {4, 6, 6, 6, 6, 6, 2},
                new int[] {8, 40, 10});
        return shapes.stream().flatMap(widths -> Stream.of(1L, 2L, 3L, 4L, 5L).map(seed -> caseOf(seed, widths)));
    }

    public static Case caseOf(long seed, int... widths) {
        Random random = new Random(seed);
        ReluNetwork network = network(random, 0.3, widths);
        Segment segment = Segment.between(point(random, widths[0]), point(random, widths[0]));
        return new Case(java.util.Arrays.toString(widths) + " seed " + seed, network, segment);
    }

    /** He weights, biases N(0, biasDeviation²), last layer with variance 1/n. */
    public static ReluNetwork network(Random random, double biasDeviation, int... widths) {
        List<ReluNetwork.Layer> layers = new ArrayList<>();
        for (int l = 0; l + 1 < widths.length; l++) {
            int in = widths[l];
            int out = widths[l + 1];
            double variance = (l + 2 == widths.length ? 1.0 : 2.0) / in;
            layers.add(new ReluNetwork.Layer(
                    in, out, gaussian(random, in * out, Math.sqrt(variance)), gaussian(random, out, biasDeviation)));
        }
        return new ReluNetwork(layers);
    }

    public static float[] point(Random random, int dimension) {
        return gaussian(random, dimension, 1);
    }

    private static float[] gaussian(Random random, int size, double deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
