package io.straightedge.measure;

import io.straightedge.linalg.Blas;
import io.straightedge.pwl.ReluNetwork;

/**
 * Products with a layer's weights in float64. The float32 weights are widened some rows at a time, so
 * that a wide layer needs no second, larger copy of itself.
 */
final class Products {
    /** Enough rows for the product to run at full speed; 256 rows of a layer of 4096 units are 8 MB. */
    private static final int ROWS = 256;

    private Products() {}

    /**
     * X·W.
     *
     * @param x X (rows × n_in)
     * @return (rows × n_out)
     */
    static double[] forward(double[] x, int rows, ReluNetwork.Layer layer) {
        int in = layer.in();
        double[] result = new double[rows * layer.out()];
        double[] part = new double[rows * layer.out()];
        for (int from = 0; from < in; from += ROWS) {
            int count = Math.min(ROWS, in - from);
            double[] columns = new double[rows * count];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(x, row * in + from, columns, row * count, count);
            }
            Blas.multiply(columns, widen(layer, from, count), part, rows, count, layer.out());
            for (int i = 0; i < result.length; i++) {
                result[i] += part[i];
            }
        }
        return result;
    }

    /**
     * W·G.
     *
     * @param g G (n_out × columns)
     * @return (n_in × columns)
     */
    static double[] backward(ReluNetwork.Layer layer, double[] g, int columns) {
        int in = layer.in();
        double[] result = new double[in * columns];
        double[] part = new double[Math.min(ROWS, in) * columns];
        for (int from = 0; from < in; from += ROWS) {
            int count = Math.min(ROWS, in - from);
            Blas.multiply(widen(layer, from, count), g, part, count, layer.out(), columns);
            System.arraycopy(part, 0, result, from * columns, count * columns);
        }
        return result;
    }

    private static double[] widen(ReluNetwork.Layer layer, int firstRow, int rows) {
        float[] weights = layer.weights();
        double[] result = new double[rows * layer.out()];
        for (int i = 0, k = firstRow * layer.out(); i < result.length; i++, k++) {
            result[i] = weights[k];
        }
        return result;
    }
}
