package io.straightedge.bench;

import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A seeded network at initialisation (He weights, last layer variance 1/n, biases N(0, 0.1²)) and
 * segments between Gaussian points.
 */
record Workload(ReluNetwork network, List<Segment> segments) {
    private static final double BIAS_DEVIATION = 0.1;

    static Workload of(long seed, int pairs, int... widths) {
        Random random = new Random(seed);
        List<ReluNetwork.Layer> layers = new ArrayList<>();
        for (int l = 0; l + 1 < widths.length; l++) {
            int in = widths[l];
            int out = widths[l + 1];
            double variance = (l + 2 == widths.length ? 1.0 : 2.0) / in;
            float[] weights = gaussian(random, in * out, Math.sqrt(variance));
            layers.add(new ReluNetwork.Layer(in, out, weights, gaussian(random, out, BIAS_DEVIATION)));
        }
        List<Segment> segments = IntStream.range(0, pairs)
                .mapToObj(p -> Segment.between(gaussian(random, widths[0], 1), gaussian(random, widths[0], 1)))
                .toList();
        return new Workload(new ReluNetwork(layers), segments);
    }

    /** Widths joined by hyphens. */
    static String name(int... widths) {
        return IntStream.of(widths).mapToObj(Integer::toString).collect(Collectors.joining("-"));
    }

    private static float[] gaussian(Random random, int size, double deviation) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }
}
