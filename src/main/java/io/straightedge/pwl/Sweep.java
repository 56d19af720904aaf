package io.straightedge.pwl;

import io.straightedge.linalg.Blas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Restricts a network to segments, layer by layer.
 *
 * <p>Layer l + 1 is linear between the kinks of the layers up to l. A kink of layer l itself switches one
 * unit, so it changes the slopes of layer l + 1 by one row of the weights, scaled: O(n). Only a kink from
 * further below arrives as a dense change, and all of those go through one matrix product together. So two
 * hidden layers of width n with N kinks cost O(N·n), and each further one a product of O(N·n²) at the speed
 * of BLAS. The gaps at the outputs are the same step once more.
 *
 * <p>Compare Sotoudeh &amp; Thakur, Computing Linear Restrictions of Neural Networks, NeurIPS 2019, which
 * takes every kink through every later layer by a product.
 *
 * <p>Not thread-safe; reuse one instance for many segments of one network.
 */
final class Sweep {
    private final List<ReluNetwork.Layer> layers;
    private final int hidden;
    private final LayerSweep[] sweeps;
    private final double[][] weights;
    private KinkList kinks = new KinkList();
    private KinkList merged = new KinkList();
    private double[] passed = new double[0];
    private double[] arriving = new double[0];

    Sweep(ReluNetwork network) {
        layers = network.layers();
        hidden = layers.size() - 1;
        sweeps = new LayerSweep[hidden];
        for (int l = 0; l < hidden; l++) {
            sweeps[l] = new LayerSweep(l + 1, layers.get(l).out());
        }
        weights = new double[layers.size()][];
    }

    /** Paths of many segments; the first layer is one matrix product over all of them. */
    static List<Path> restrictAll(ReluNetwork network, List<Segment> segments) {
        FirstLayer first = new FirstLayer(network.layers().get(0), segments);
        Sweep sweep = new Sweep(network);
        List<Path> paths = new ArrayList<>(segments.size());
        for (int p = 0; p < segments.size(); p++) {
            paths.add(sweep.restrict(segments.get(p), first.values(), first.slopes(), first.offset(p)));
        }
        return paths;
    }

    /**
     * The path of one segment.
     *
     * @param z first-layer pre-activations at t = 0, biases included (n_1)
     * @param slope their slopes dz/dt (n_1)
     * @param offset where both begin in their arrays
     */
    private Path restrict(Segment segment, double[] z, double[] slope, int offset) {
        double[] f0 = Arrays.copyOfRange(z, offset, offset + layers.get(0).out());
        double[] slope0 =
                Arrays.copyOfRange(slope, offset, offset + layers.get(0).out());
        for (int l = 0; l < hidden; l++) {
            System.arraycopy(f0, 0, sweeps[l].z(), 0, f0.length);
            System.arraycopy(slope0, 0, sweeps[l].slope(), 0, slope0.length);
            sweeps[l].start();
            f0 = new double[layers.get(l + 1).out()];
            slope0 = new double[f0.length];
            startNext(l, f0, slope0);
        }
        kinks.clear();
        int below = 0;
        for (int l = 0; l < hidden; l++) {
            below = sweep(l, below);
        }
        return new Path(
                segment.length(),
                f0,
                divided(slope0, segment.length()),
                kinks.positions(),
                kinks.layers(),
                kinks.units(),
                divided(gaps(below), segment.length()));
    }

    /** Values and slopes of layer l + 1 at t = 0, from those of layer l (0-based). */
    private void startNext(int l, double[] nextZ, double[] nextSlope) {
        LayerSweep below = sweeps[l];
        ReluNetwork.Layer layer = layers.get(l + 1);
        float[] rows = layer.weights();
        int width = layer.out();
        for (int j = 0; j < width; j++) {
            nextZ[j] = layer.biases()[j];
        }
        for (int i = 0; i < layer.in(); i++) {
            if (below.on()[i] != 0) {
                double value = below.z()[i];
                double slope = below.slope()[i];
                for (int j = 0, k = i * width; j < width; j++, k++) {
                    nextZ[j] += value * rows[k];
                    nextSlope[j] += slope * rows[k];
                }
            }
        }
    }

    /**
     * Sweeps layer l (0-based), adding its kinks to those of the layers below.
     *
     * @param below how many of the kinks came to layer l − 1 from under it: they arrive here densely
     * @return how many kinks came to this layer
     */
    private int sweep(int l, int below) {
        LayerSweep sweep = sweeps[l];
        int width = layers.get(l).out();
        arrive(l, below);
        int coming = kinks.count();
        passed = roomFor(passed, coming, width);
        merged.clear();
        int dense = 0;
        for (int kink = 0; kink < coming; kink++) {
            sweep.advance(kinks.t(kink), merged);
            if (kinks.layer(kink) == l) {
                float[] rows = layers.get(l).weights();
                sweep.bend(kinks.change(kink), rows, kinks.unit(kink) * width, passed, kink * width);
            } else {
                sweep.bend(arriving, dense++ * width, passed, kink * width);
            }
            merged.add(kinks, kink);
        }
        sweep.advance(1, merged);
        KinkList spare = kinks;
        kinks = merged;
        merged = spare;
        return coming;
    }

    /** Gaps per t of every kink (kinks × outputs). */
    private double[] gaps(int below) {
        arrive(hidden, below);
        ReluNetwork.Layer last = layers.get(hidden);
        int outputs = last.out();
        double[] gap = new double[kinks.count() * outputs];
        int dense = 0;
        for (int kink = 0; kink < kinks.count(); kink++) {
            int at = kink * outputs;
            if (kinks.layer(kink) == hidden) {
                for (int c = 0, k = kinks.unit(kink) * outputs; c < outputs; c++, k++) {
                    gap[at + c] = kinks.change(kink) * last.weights()[k];
                }
            } else {
                System.arraycopy(arriving, dense++ * outputs, gap, at, outputs);
            }
        }
        return gap;
    }

    /** Changes of slope that arrive densely at layer l: what passed through layer l − 1, times the weights. */
    private void arrive(int l, int rows) {
        if (rows > 0) {
            ReluNetwork.Layer layer = layers.get(l);
            arriving = roomFor(arriving, rows, layer.out());
            Blas.multiply(passed, weights(l), arriving, rows, layer.in(), layer.out());
        }
    }

    private double[] weights(int l) {
        double[] known = weights[l];
        if (known == null) {
            float[] source = layers.get(l).weights();
            known = new double[source.length];
            for (int i = 0; i < source.length; i++) {
                known[i] = source[i];
            }
            weights[l] = known;
        }
        return known;
    }

    private static double[] roomFor(double[] buffer, int rows, int width) {
        int needed = Math.multiplyExact(rows, width);
        return buffer.length >= needed ? buffer : new double[Math.max(needed, 2 * Math.min(buffer.length, 1 << 20))];
    }

    private static double[] divided(double[] values, double divisor) {
        double[] result = new double[values.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = values[i] / divisor;
        }
        return result;
    }
}
