package io.straightedge;

import io.straightedge.data.NpzFile;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.text.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network from an NPZ file with arrays {@code W1} (inputs × units), {@code b1}, {@code W2}, … and ReLU between them.
 *
 * @param rounding largest relative change of a parameter by rounding to float32; 0 when none was rounded
 * @param notes what was assumed, rounded or ignored, a line each
 */
record NpzNetwork(ReluNetwork network, double rounding, List<String> notes) {

    static NpzNetwork read(Path file) throws IOException {
        NpzInputs inputs = NpzInputs.read(file, name -> name.matches("[Wb][1-9]\\d{0,3}"));
        inputs.require("W1");
        int count = 1;
        while (inputs.find("W" + (count + 1)) != null) {
            count++;
        }
        for (String name : inputs.names()) {
            if (Integer.parseInt(name.substring(1)) > count) {
                throw inputs.wrong(" has an array " + name + " that belongs to none of its " + Count.of(count, "layer")
                        + "; use W1, b1, W2, b2, … without a gap");
            }
        }
        List<NpzLayerShapes> shapes = NpzLayerShapes.of(inputs, count);
        return new Reader(file, inputs).read(shapes);
    }

    /** Rounds parameters, and keeps what there is to tell. */
    private static final class Reader {
        private final Path file;
        private final NpzInputs inputs;
        private final List<String> missing = new ArrayList<>();
        private double rounding;

        Reader(Path file, NpzInputs inputs) {
            this.file = file;
            this.inputs = inputs;
        }

        NpzNetwork read(List<NpzLayerShapes> shapes) throws IOException {
            List<ReluNetwork.Layer> layers = new ArrayList<>();
            for (int l = 1; l <= shapes.size(); l++) {
                int in = shapes.get(l - 1).rows();
                int out = shapes.get(l - 1).columns();
                layers.add(new ReluNetwork.Layer(in, out, weights("W" + l), biases("b" + l, out)));
            }
            return new NpzNetwork(new ReluNetwork(layers), rounding, notes());
        }

        private List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (!missing.isEmpty()) {
                notes.add(file + ": no biases " + String.join(", ", missing) + "; they count as 0");
            }
            if (rounding > 0) {
                notes.add(file + ": parameters are rounded to float32, by at most " + (float) rounding
                        + " of their value");
            }
            @Nullable String ignored = inputs.ignored();
            if (ignored != null) {
                notes.add(ignored);
            }
            return notes;
        }

        private float[] weights(String name) throws IOException {
            NpzFile.Array array = inputs.require(name);
            double largest = 0;
            for (double value : array.values()) {
                largest = Math.max(largest, Math.abs(value));
            }
            if (largest > 0 && largest < Float.MIN_NORMAL) {
                throw inputs.wrong(", array " + name + ": its largest value is " + largest
                        + ", too small for float32; scale the weights");
            }
            return floats(name, array);
        }

        private float[] biases(String name, int units) throws IOException {
            if (inputs.find(name) == null) {
                missing.add(name);
                return new float[units];
            }
            return floats(name, inputs.require(name));
        }

        private float[] floats(String name, NpzFile.Array array) throws IOException {
            float[] floats = new float[array.values().length];
            for (int i = 0; i < floats.length; i++) {
                double value = array.values()[i];
                floats[i] = (float) value;
                if (!Float.isFinite(floats[i])) {
                    throw inputs.wrongValue(name, i, "too large for float32");
                }
                if (floats[i] != value) {
                    rounding = Math.max(rounding, Math.abs(floats[i] - value) / Math.abs(value));
                }
            }
            return floats;
        }
    }
}
