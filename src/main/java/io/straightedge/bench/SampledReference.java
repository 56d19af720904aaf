package io.straightedge.bench;

import io.straightedge.linalg.ResidentProduct;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * The sampled estimator as a program without knowledge of the path would have it: a forward pass at
 * equispaced points of the segment, and the directional derivative with each point's mask frozen. One
 * float32 product a layer over all points; the derivative's first product is shared by them.
 */
final class SampledReference implements AutoCloseable {
    private final List<ReluNetwork.Layer> layers;
    private final List<ResidentProduct> products = new ArrayList<>();
    private final float[][][] values;
    private final float[][][] slopes;
    private final int points;

    SampledReference(ReluNetwork network, int points) {
        this.points = points;
        layers = network.layers();
        values = new float[layers.size() + 1][points][];
        slopes = new float[layers.size() + 1][points][];
        for (int l = 0; l <= layers.size(); l++) {
            int width = l == 0 ? network.inputs() : layers.get(l - 1).out();
            values[l] = new float[points][width];
            slopes[l] = new float[points][width];
        }
        for (ReluNetwork.Layer layer : layers) {
            products.add(new ResidentProduct(layer.weights(), layer.in(), layer.out()));
        }
    }

    /** How often a unit's mask differs between neighbouring points, after all outputs and slopes are known. */
    int switches(Segment segment) {
        for (int i = 0; i < points; i++) {
            double t = i / (points - 1.0);
            for (int j = 0; j < segment.a().length; j++) {
                values[0][i][j] = (float) (segment.a()[j] + t * segment.step()[j]);
            }
        }
        for (int j = 0; j < segment.a().length; j++) {
            slopes[0][0][j] = (float) segment.step()[j];
        }
        int switches = 0;
        for (int l = 0; l < layers.size(); l++) {
            products.get(l).multiply(values[l], points, values[l + 1]);
            products.get(l).multiply(slopes[l], l == 0 ? 1 : points, slopes[l + 1]);
            if (l == 0) {
                shareFirstSlope();
            }
            switches += rectify(l);
        }
        return switches;
    }

    @Override
    public void close() {
        products.forEach(ResidentProduct::close);
    }

    private void shareFirstSlope() {
        for (int i = 1; i < points; i++) {
            System.arraycopy(slopes[1][0], 0, slopes[1][i], 0, slopes[1][0].length);
        }
    }

    private int rectify(int l) {
        float[] biases = layers.get(l).biases();
        boolean hidden = l + 1 < layers.size();
        int switches = 0;
        for (int i = 0; i < points; i++) {
            float[] value = values[l + 1][i];
            float[] slope = slopes[l + 1][i];
            for (int j = 0; j < biases.length; j++) {
                value[j] += biases[j];
                if (hidden && !(value[j] > 0)) {
                    value[j] = 0;
                    slope[j] = 0;
                }
                if (hidden && i > 0 && (value[j] > 0) != (values[l + 1][i - 1][j] > 0)) {
                    switches++;
                }
            }
        }
        return switches;
    }
}
