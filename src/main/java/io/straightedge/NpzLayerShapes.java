package io.straightedge;

import io.straightedge.data.NpzFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shapes of one layer's arrays. How many units a layer has is said up to three times: by the columns of its
 * weights, by its biases and by the rows of the next weights. Where they differ, the one that is alone is wrong.
 *
 * @param rows of the weights
 * @param columns of the weights
 * @param biases how many there are; {@link #UNKNOWN} without any
 */
record NpzLayerShapes(int rows, int columns, int biases) {
    private static final int UNKNOWN = -1;

    /**
     * Of layers 1 to count.
     *
     * @throws IOException naming the array that does not fit the others
     */
    static List<NpzLayerShapes> of(NpzInputs inputs, int count) throws IOException {
        List<NpzLayerShapes> layers = new ArrayList<>();
        for (int l = 1; l <= count; l++) {
            int[] shape = inputs.require("W" + l).shape();
            if (shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
                throw inputs.wrongShape("W" + l, "(inputs, units)");
            }
            layers.add(new NpzLayerShapes(shape[0], shape[1], biases(inputs, l, shape[1])));
        }
        for (int l = 1; l <= count; l++) {
            check(inputs, layers, l);
        }
        return layers;
    }

    /** A row or a column of biases is as good as a vector. */
    private static int biases(NpzInputs inputs, int l, int units) throws IOException {
        NpzFile.Array array = inputs.find("b" + l);
        if (array == null) {
            return UNKNOWN;
        }
        if (Arrays.stream(array.shape()).filter(size -> size != 1).count() > 1) {
            throw inputs.wrongShape("b" + l, "(" + units + ",)");
        }
        return array.values().length;
    }

    private static void check(NpzInputs inputs, List<NpzLayerShapes> layers, int l) throws IOException {
        NpzLayerShapes layer = layers.get(l - 1);
        boolean last = l == layers.size();
        int units = layer.columns;
        int next = last ? UNKNOWN : layers.get(l).rows;
        boolean biasesFit = layer.biases == UNKNOWN || layer.biases == units;
        boolean nextFits = last || next == units;
        if (biasesFit && nextFits) {
            return;
        }
        if (layer.transposedFits(layers, l)) {
            throw inputs.wrongShape("W" + l, "(" + units + ", " + layer.rows + "), its transpose: inputs × units");
        }
        if (biasesFit) {
            boolean transposed = layers.get(l).columns == units;
            throw inputs.wrongShape(
                    "W" + (l + 1),
                    transposed
                            ? "(" + units + ", " + next + "), its transpose: inputs × units"
                            : "(" + units + ", units)");
        }
        if (!last && layer.biases == next) {
            throw inputs.wrongShape(
                    "W" + l, "(" + layer.rows + ", " + next + "), as b" + l + " and W" + (l + 1) + " say");
        }
        throw inputs.wrongShape("b" + l, "(" + units + ",)");
    }

    /** Whether these first weights, turned over, would fit; no others come so far. */
    private boolean transposedFits(List<NpzLayerShapes> layers, int l) {
        if (l > 1 || rows == columns) {
            return false;
        }
        return biases == UNKNOWN ? layers.get(1).rows == rows || layers.get(1).columns == rows : biases == rows;
    }
}
