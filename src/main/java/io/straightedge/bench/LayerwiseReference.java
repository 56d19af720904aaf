package io.straightedge.bench;

import io.straightedge.linalg.ResidentProduct;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The published algorithm, in float32: every kink found so far is a point that goes through every later
 * layer by one batched product; a change of sign between two neighbouring points is a new one. Sotoudeh
 * &amp; Thakur, Computing Linear Restrictions of Neural Networks, NeurIPS 2019. Weights stay where BLAS
 * reads them and all buffers are reused. Not thread-safe.
 */
final class LayerwiseReference implements AutoCloseable {
    private final List<ReluNetwork.Layer> layers;
    private final List<ResidentProduct> products = new ArrayList<>();
    private final float[][][] inputs;
    private final float[][][] values;
    private double[] t = new double[2];
    private double[] nextT = new double[2];
    private double[] ratios = new double[64];

    LayerwiseReference(ReluNetwork network) {
        layers = network.layers();
        inputs = new float[layers.size()][0][];
        values = new float[layers.size()][0][];
        for (ReluNetwork.Layer layer : layers) {
            products.add(new ResidentProduct(layer.weights(), layer.in(), layer.out()));
        }
    }

    /** How many kinks it finds; the outputs at all of them have been computed by then. */
    int kinks(Segment segment) {
        inputs[0] = grown(inputs[0], 2, segment.a().length);
        for (int i = 0; i < segment.a().length; i++) {
            inputs[0][0][i] = (float) segment.a()[i];
            inputs[0][1][i] = (float) (segment.a()[i] + segment.step()[i]);
        }
        t[0] = 0;
        t[1] = 1;
        int points = 2;
        for (int l = 0; l < layers.size(); l++) {
            affine(l, points);
            if (l + 1 < layers.size()) {
                points = rectify(l, points);
            }
        }
        return points - 2;
    }

    @Override
    public void close() {
        products.forEach(ResidentProduct::close);
    }

    private void affine(int l, int points) {
        ReluNetwork.Layer layer = layers.get(l);
        values[l] = grown(values[l], points, layer.out());
        products.get(l).multiply(inputs[l], points, values[l]);
        float[] biases = layer.biases();
        for (int i = 0; i < points; i++) {
            float[] row = values[l][i];
            for (int j = 0; j < biases.length; j++) {
                row[j] += biases[j];
            }
        }
    }

    /** Puts a point wherever a unit switches; gives the number of points after the ReLU. */
    private int rectify(int l, int points) {
        int width = layers.get(l).out();
        int count = 0;
        for (int i = 0; i < points; i++) {
            count = addPoint(l, count, i, 0, t[i], width);
            if (i + 1 < points) {
                int switches = findRatios(values[l][i], values[l][i + 1], width);
                for (int s = 0; s < switches; s++) {
                    count = addPoint(l, count, i, (float) ratios[s], t[i] + ratios[s] * (t[i + 1] - t[i]), width);
                }
            }
        }
        double[] previous = t;
        t = nextT;
        nextT = previous;
        return count;
    }

    private int addPoint(int l, int count, int left, float ratio, double position, int width) {
        if (count >= inputs[l + 1].length) {
            inputs[l + 1] = grown(inputs[l + 1], Math.max(64, 2 * count), width);
        }
        if (count >= nextT.length) {
            nextT = Arrays.copyOf(nextT, Math.max(64, 2 * count));
        }
        nextT[count] = position;
        float[] point = inputs[l + 1][count];
        float[] a = values[l][left];
        if (ratio == 0) {
            for (int j = 0; j < width; j++) {
                point[j] = Math.max(a[j], 0);
            }
        } else {
            interpolate(a, values[l][left + 1], ratio, point, width);
        }
        return count + 1;
    }

    private static void interpolate(float[] a, float[] b, float ratio, float[] point, int width) {
        for (int j = 0; j < width; j++) {
            point[j] = Math.max(a[j] + ratio * (b[j] - a[j]), 0);
        }
    }

    private int findRatios(float[] a, float[] b, int width) {
        int count = 0;
        for (int j = 0; j < width; j++) {
            if (a[j] * b[j] < 0) {
                if (count == ratios.length) {
                    ratios = Arrays.copyOf(ratios, 2 * count);
                }
                ratios[count++] = (double) a[j] / ((double) a[j] - b[j]);
            }
        }
        Arrays.sort(ratios, 0, count);
        return count;
    }

    private static float[][] grown(float[][] rows, int count, int width) {
        if (rows.length >= count) {
            return rows;
        }
        float[][] more = Arrays.copyOf(rows, count);
        for (int i = rows.length; i < count; i++) {
            more[i] = new float[width];
        }
        return more;
    }
}
