package io.straightedge.pwl;

import java.util.ArrayList;
import java.util.List;

/**
 * Restricts a network to segments by sweeping t from 0 to 1 once, all layers together.
 *
 * <p>Each hidden layer carries the pre-activations z of its units, their slopes dz/dt and which units
 * are on. Between two switches of the layers below, z is linear, so the layer's own switches are
 * known at once: exactly those units whose z has the other sign at the end. Sorted by t they cut the
 * interval into pieces on which the next layer is linear, and so on. A switch of unit u changes the
 * next layer's slopes by one row of the weights, scaled: O(n) instead of a matrix product. Only
 * further layers need the dense product.
 *
 * <p>Whether a unit is on is kept as state and changed only by a switch; it is never read off a
 * rounded z. So a unit cannot switch on twice, and what rounding can do is move a switch by an ulp.
 *
 * <p>Cost for two hidden layers of width n with N kinks: O(N·n). The idea of restricting layer by
 * layer is Sotoudeh &amp; Thakur, Computing Linear Restrictions of Neural Networks, NeurIPS 2019.
 *
 * <p>Not thread-safe; reuse one instance for many segments.
 */
final class Sweep {
    /**
     * Running values gain one rounding error per piece. Taking them afresh from the layer below this
     * often keeps the error below 256 ulp of the largest value at 1/256 of the cost of always doing so.
     */
    private static final int PIECES_BETWEEN_ANCHORS = 256;

    private final List<ReluNetwork.Layer> layers;
    private final State[] states;
    private final KinkList kinks;

    /** What is known of one layer at the sweep's present position. The last state is the output. */
    private static final class State {
        final double[] z;
        final double[] slope;
        final double[] change;
        final boolean[] on;
        final Crossings crossings;
        int pieces;

        State(int units) {
            z = new double[units];
            slope = new double[units];
            change = new double[units];
            on = new boolean[units];
            crossings = new Crossings(units);
        }
    }

    Sweep(ReluNetwork network) {
        layers = network.layers();
        states = new State[layers.size()];
        for (int l = 0; l < states.length; l++) {
            states[l] = new State(layers.get(l).out());
        }
        kinks = new KinkList(network.outputs());
    }

    /**
     * The path of one segment.
     *
     * @param z first-layer pre-activations at t = 0, biases included (n_1)
     * @param slope their slopes dz/dt (n_1)
     * @param offset where both begin in their arrays
     */
    Path restrict(Segment segment, double[] z, double[] slope, int offset) {
        State first = states[0];
        System.arraycopy(z, offset, first.z, 0, first.z.length);
        System.arraycopy(slope, offset, first.slope, 0, first.slope.length);
        for (int l = 0; l < states.length - 1; l++) {
            State state = states[l];
            for (int j = 0; j < state.on.length; j++) {
                state.on[j] = state.z[j] > 0 || (state.z[j] == 0 && state.slope[j] > 0);
            }
            anchor(l, 0);
        }
        kinks.clear();
        State output = states[states.length - 1];
        double[] f0 = output.z.clone();
        double[] slope0 = output.slope.clone();
        if (states.length > 1) {
            advance(0, 0, 1);
        }
        return kinks.toPath(segment.length(), f0, slope0);
    }

    /** Moves layer l, and with it all later ones, from t = {@code from} to {@code to}. */
    private void advance(int l, double from, double to) {
        State state = states[l];
        if (l < states.length - 1) {
            Crossings crossings = state.crossings;
            crossings.find(state.z, state.slope, state.on, from, to);
            double reached = from;
            for (int i = 0; i < crossings.count(); i++) {
                double t = crossings.t(i);
                int unit = crossings.unit(i);
                advance(l + 1, reached, t);
                toggle(l, unit, t);
                reached = t;
                if (++states[l + 1].pieces == PIECES_BETWEEN_ANCHORS) {
                    anchor(l, t - from);
                }
            }
            advance(l + 1, reached, to);
        }
        for (int j = 0; j < state.z.length; j++) {
            state.z[j] += state.slope[j] * (to - from);
        }
    }

    /** Switches a unit and carries the change of slope through the later layers. */
    private void toggle(int l, int unit, double t) {
        State state = states[l];
        state.on[unit] = !state.on[unit];
        double change = state.on[unit] ? state.slope[unit] : -state.slope[unit];
        State next = states[l + 1];
        float[] weights = layers.get(l + 1).weights();
        int width = next.change.length;
        for (int j = 0, k = unit * width; j < width; j++, k++) {
            next.change[j] = change * weights[k];
            next.slope[j] += next.change[j];
        }
        for (int m = l + 1; m < states.length - 1; m++) {
            throughLayer(m, states[m].change, states[m + 1].change);
            addTo(states[m + 1].slope, states[m + 1].change);
        }
        kinks.add(t, l + 1, unit, states[states.length - 1].change);
    }

    /** Takes values and slopes of layer l + 1 afresh from layer l, whose own z lags by {@code lag}. */
    private void anchor(int l, double lag) {
        State state = states[l];
        State next = states[l + 1];
        double[] present = state.change;
        for (int j = 0; j < present.length; j++) {
            present[j] = state.z[j] + state.slope[j] * lag;
        }
        throughLayer(l, present, next.z);
        float[] biases = layers.get(l + 1).biases();
        for (int j = 0; j < biases.length; j++) {
            next.z[j] += biases[j];
        }
        throughLayer(l, state.slope, next.slope);
        next.pieces = 0;
    }

    /** result = W_{l+1}ᵀ·(values of layer l's units that are on). */
    private void throughLayer(int l, double[] values, double[] result) {
        java.util.Arrays.fill(result, 0);
        float[] weights = layers.get(l + 1).weights();
        boolean[] on = states[l].on;
        int width = result.length;
        for (int i = 0; i < values.length; i++) {
            if (on[i]) {
                double value = values[i];
                for (int j = 0, k = i * width; j < width; j++, k++) {
                    result[j] += value * weights[k];
                }
            }
        }
    }

    private static void addTo(double[] sum, double[] change) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] += change[j];
        }
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
}
