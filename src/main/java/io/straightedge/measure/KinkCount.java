package io.straightedge.measure;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;

/**
 * Where the kinks of a path come from, and how many there are against chance.
 *
 * @param perLayer kinks of each hidden layer, first to last (hidden layers); Σ = N
 * @param ratio N/(θ/π·#units) with θ the angle between the two samples: 1 at an initialisation without
 *     biases, whatever the depth. NaN, undefined, when a sample is zero, both point the same way, or the
 *     network has no hidden unit
 */
public record KinkCount(int[] perLayer, double ratio) {

    public static KinkCount of(ReluNetwork network, Segment segment, Path path) {
        int[] perLayer = new int[network.layers().size() - 1];
        for (int layer : path.layer()) {
            perLayer[layer - 1]++;
        }
        double expected = angle(segment.at(0), segment.at(1)) / Math.PI * network.units();
        return new KinkCount(perLayer, expected > 0 ? path.kinks() / expected : Double.NaN);
    }

    /** Kahan's 2·atan2(‖â − b̂‖, ‖â + b̂‖), exact for small angles too; NaN for a zero vector. */
    private static double angle(double[] a, double[] b) {
        double normA = norm(a);
        double normB = norm(b);
        double apart = 0;
        double together = 0;
        for (int i = 0; i < a.length; i++) {
            double x = a[i] / normA;
            double y = b[i] / normB;
            apart += (x - y) * (x - y);
            together += (x + y) * (x + y);
        }
        return 2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together));
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
