package io.straightedge.train;

import io.straightedge.pwl.ReluNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the parameters of a dense network lie in one flat vector: layer by layer, first the weights column-major
 * (n_in × n_out, so one unit's incoming weights lie together), then the biases (n_out). This is DL4J's own order.
 */
final class ParameterLayout {
    private final List<Integer> widths;
    private final int length;

    /**
     * @param widths from input to output
     * @throws IllegalArgumentException when the parameters do not fit in one array
     */
    ParameterLayout(List<Integer> widths) {
        long parameters = 0;
        for (int l = 1; l < widths.size(); l++) {
            parameters += (widths.get(l - 1) + 1L) * widths.get(l);
        }
        if (parameters > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a network of widths " + widths + " has " + parameters
                    + " parameters; at most " + (Integer.MAX_VALUE - 8) + " are possible");
        }
        this.widths = List.copyOf(widths);
        this.length = (int) parameters;
    }

    List<Integer> widths() {
        return widths;
    }

    int length() {
        return length;
    }

    /** Where the weights of layer l begin, from 1 on. */
    int weights(int l) {
        int offset = 0;
        for (int below = 1; below < l; below++) {
            offset += (widths.get(below - 1) + 1) * widths.get(below);
        }
        return offset;
    }

    /** Where its biases begin: its weights end there. */
    int biases(int l) {
        return weights(l) + widths.get(l - 1) * widths.get(l);
    }

    /** Where its biases end. */
    int end(int l) {
        return biases(l) + widths.get(l);
    }

    /** Number of layers with parameters. */
    int layers() {
        return widths.size() - 1;
    }

    /** The network with these parameters, which are copied. */
    ReluNetwork network(float[] parameters) {
        if (parameters.length != length) {
            throw new IllegalArgumentException(
                    "a network of widths " + widths + " has " + length + " parameters, not " + parameters.length);
        }
        List<ReluNetwork.Layer> layers = new ArrayList<>();
        for (int l = 1; l < widths.size(); l++) {
            int in = widths.get(l - 1);
            int out = widths.get(l);
            layers.add(new ReluNetwork.Layer(
                    in,
                    out,
                    toRowMajor(parameters, weights(l), in, out),
                    Arrays.copyOfRange(parameters, biases(l), end(l))));
        }
        return new ReluNetwork(layers);
    }

    /** Tile by tile, because one of the two arrays is always read or written across its rows. */
    private static float[] toRowMajor(float[] source, int offset, int rows, int columns) {
        int tile = 32;
        float[] target = new float[rows * columns];
        for (int top = 0; top < rows; top += tile) {
            int bottom = Math.min(top + tile, rows);
            for (int left = 0; left < columns; left += tile) {
                int right = Math.min(left + tile, columns);
                for (int i = top; i < bottom; i++) {
                    for (int j = left; j < right; j++) {
                        target[i * columns + j] = source[offset + j * rows + i];
                    }
                }
            }
        }
        return target;
    }
}
