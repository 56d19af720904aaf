package io.straightedge;

import io.straightedge.data.NpzFile;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Networks and pairs of samples from NPZ files, checked so that an error names file, array, index and shape. */
final class NpzInputs {
    private NpzInputs() {}

    /**
     * A network of arrays {@code W1} (n_in × n_out), {@code b1}, {@code W2}, … with ReLU between them; float64
     * parameters are rounded to float32.
     */
    static ReluNetwork network(Path file) throws IOException {
        Map<String, NpzFile.Array> arrays = NpzFile.read(file);
        List<ReluNetwork.Layer> layers = new ArrayList<>();
        int width = -1;
        for (int l = 1; arrays.containsKey("W" + l); l++) {
            NpzFile.Array weights = require(file, arrays, "W" + l);
            NpzFile.Array biases = require(file, arrays, "b" + l);
            int[] shape = weights.shape();
            if (shape.length != 2 || shape[0] < 1 || shape[1] < 1 || (width >= 0 && shape[0] != width)) {
                throw wrongShape(file, "W" + l, weights, width < 0 ? "(inputs, units)" : "(" + width + ", units)");
            }
            width = shape[1];
            if (biases.values().length != width || biases.shape().length != 1) {
                throw wrongShape(file, "b" + l, biases, "(" + width + ",)");
            }
            layers.add(new ReluNetwork.Layer(
                    shape[0], width, floats(file, "W" + l, weights), floats(file, "b" + l, biases)));
        }
        if (layers.isEmpty()) {
            throw new IOException(file + " has no array W1; it has " + arrays.keySet());
        }
        for (String name : arrays.keySet()) {
            if (!name.matches("[Wb][1-9]\\d*") || Integer.parseInt(name.substring(1)) > layers.size()) {
                throw new IOException(file + " has an array " + name + " that belongs to none of its " + layers.size()
                        + " layers; use W1, b1, W2, b2, … without a gap");
            }
        }
        return new ReluNetwork(layers);
    }

    /** The segments between the rows of {@code a} and those of {@code b}, each (pairs × dimension). */
    static List<Segment> pairs(Path file, int dimension) throws IOException {
        Map<String, NpzFile.Array> arrays = NpzFile.read(file);
        NpzFile.Array a = require(file, arrays, "a");
        NpzFile.Array b = require(file, arrays, "b");
        if (a.shape().length != 2 || a.shape()[1] != dimension) {
            throw wrongShape(file, "a", a, "(pairs, " + dimension + ")");
        }
        if (!Arrays.equals(a.shape(), b.shape())) {
            throw wrongShape(file, "b", b, a.shapeText() + " like a");
        }
        float[] starts = floats(file, "a", a);
        float[] ends = floats(file, "b", b);
        List<Segment> segments = new ArrayList<>();
        for (int p = 0; p < a.shape()[0]; p++) {
            int from = p * dimension;
            try {
                segments.add(Segment.between(
                        Arrays.copyOfRange(starts, from, from + dimension),
                        Arrays.copyOfRange(ends, from, from + dimension)));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", pair " + p + ": " + e.getMessage(), e);
            }
        }
        return segments;
    }

    private static NpzFile.Array require(Path file, Map<String, NpzFile.Array> arrays, String name) throws IOException {
        NpzFile.@Nullable Array array = arrays.get(name);
        if (array == null) {
            throw new IOException(file + " has no array " + name + "; it has " + arrays.keySet());
        }
        return array;
    }

    private static float[] floats(Path file, String name, NpzFile.Array array) throws IOException {
        float[] values = array.toFloats();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IOException(file + ", array " + name + " of shape " + array.shapeText() + ": value "
                        + index(i, array.shape()) + " is " + array.values()[i] + ", not a finite float32");
            }
        }
        return values;
    }

    private static String index(int i, int[] shape) {
        return shape.length == 2 ? "[" + i / shape[1] + ", " + i % shape[1] + "]" : "[" + i + "]";
    }

    private static IOException wrongShape(Path file, String name, NpzFile.Array array, String expected) {
        return new IOException(
                file + ", array " + name + " has shape " + array.shapeText() + "; it has to be " + expected);
    }
}
