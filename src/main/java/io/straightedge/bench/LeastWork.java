package io.straightedge.bench;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.List;

/**
 * What any exact restriction that passes on kinks as rows has to do for one path.
 *
 * @param bytes float32 weights to read once: the first layer's all, of later layers the rows of units
 *     that are ever on
 * @param operations value and slope of every unit at t = 0, one row of weights for each kink in the layer
 *     after it, and a product with the units on at t = 0 in every later layer
 */
record LeastWork(double bytes, double operations) {

    static LeastWork of(ReluNetwork network, Segment segment, Path path) {
        List<ReluNetwork.Layer> layers = network.layers();
        double weights = 0;
        double operations = 0;
        double older = 0;
        double[] below = segment.a();
        for (int l = 0; l < layers.size(); l++) {
            ReluNetwork.Layer layer = layers.get(l);
            int on = l == 0 ? layer.in() : countOn(below);
            double newest = l == 0 ? 0 : kinks(path, l);
            weights += (double) (l == 0 ? layer.in() : everOn(below, path, l)) * layer.out();
            operations += (4.0 * on + 2 * newest + 2 * older * on) * layer.out();
            older += newest;
            below = new ReluNetwork(List.of(layer)).evaluate(rectified(below, l));
        }
        return new LeastWork(Float.BYTES * weights, operations);
    }

    private static double[] rectified(double[] values, int l) {
        double[] result = values.clone();
        for (int i = 0; l > 0 && i < result.length; i++) {
            result[i] = Math.max(result[i], 0);
        }
        return result;
    }

    private static int countOn(double[] values) {
        int count = 0;
        for (double value : values) {
            count += value > 0 ? 1 : 0;
        }
        return count;
    }

    private static int kinks(Path path, int layer) {
        int count = 0;
        for (int of : path.layer()) {
            count += of == layer ? 1 : 0;
        }
        return count;
    }

    /** Units of a hidden layer, counted from 1, that are on at t = 0 or switch later. */
    private static int everOn(double[] values, Path path, int layer) {
        boolean[] on = new boolean[values.length];
        for (int j = 0; j < on.length; j++) {
            on[j] = values[j] > 0;
        }
        for (int i = 0; i < path.kinks(); i++) {
            if (path.layer()[i] == layer) {
                on[path.unit()[i]] = true;
            }
        }
        int count = 0;
        for (boolean unit : on) {
            count += unit ? 1 : 0;
        }
        return count;
    }
}
