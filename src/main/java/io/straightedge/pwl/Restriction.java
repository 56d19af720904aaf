package io.straightedge.pwl;

import io.straightedge.linalg.WideningProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Restricts one network to segments, exactly, and keeps its buffers from segment to segment.
 *
 * <p>The first layer's switches are known at once. Between them the second layer is linear, so its
 * switches follow, and so on down: restricting layer by layer is Sotoudeh &amp; Thakur, Computing Linear
 * Restrictions of Neural Networks, NeurIPS 2019. They push every kink found so far through every later
 * layer, Σ N_l·n_l·n_{l+1} operations. Here a kink changes the next layer's slopes by one row of its
 * weights, O(n); only layers beyond the next need a matrix product, over the units that are on, and
 * deeper layers follow a stretch of breakpoints at a time, so that memory does not grow with the path.
 * Two hidden layers of width n with N kinks cost O(N·n).
 *
 * <p>Parameters are float32, arithmetic is float64. Not thread-safe. Scratch memory outside the heap is
 * freed by {@link #close}.
 */
public final class Restriction implements AutoCloseable {
    /** Scratch memory in bytes unless said otherwise. */
    public static final long DEFAULT_MEMORY = 64L << 20;

    /** Elements of a stretch's rows, so that they stay in a second-level cache of 1 or 2 MB. */
    private static final int STRETCH_ELEMENTS = 1 << 17;

    private static final int LONGEST_STRETCH = 256;

    private static final int PANEL_ELEMENTS = 1 << 19;

    /** Pieces after which values are taken afresh, at least: rare enough not to cost, far below 1e-10 in error. */
    private static final int PIECES_BETWEEN_ANCHORS = 1024;

    private final ReluNetwork network;
    private final int hidden;
    private final int segmentsAtOnce;
    private final WideningProduct product;
    private final FirstLayer first;
    /** By layer; there is none for the first, and the last holds the output. */
    private final LayerSweep[] sweeps;
    /** By layer: kinks of the layers before it on a stretch, and their dense rows for it. */
    private final Breakpoints[] breakpoints;

    private final double[][][] dense;
    private final MaskedProduct[] products;
    private final KinkList kinks;
    private final Profile profile = new Profile();
    private Progress progress = Progress.NONE;
    private double done;
    private double share;
    private int current;

    Restriction(ReluNetwork network, long memory) {
        if (memory <= 0) {
            throw new IllegalArgumentException("memory is " + memory + " bytes, but must be positive");
        }
        this.network = network;
        List<ReluNetwork.Layer> layers = network.layers();
        hidden = layers.size() - 1;
        kinks = new KinkList(network.outputs());
        long budget = Math.max(1, memory / Double.BYTES / (layers.size() + 1));
        product = new WideningProduct((int) Math.min(PANEL_ELEMENTS, budget / 2));
        ReluNetwork.Layer input = layers.get(0);
        segmentsAtOnce = (int) Math.max(1, Math.min(128, budget / (6L * (input.in() + input.out()))));
        first = new FirstLayer(input, product);
        sweeps = new LayerSweep[layers.size()];
        breakpoints = new Breakpoints[layers.size()];
        dense = new double[layers.size()][][];
        products = new MaskedProduct[layers.size()];
        long terms = input.in();
        for (int l = 1; l < layers.size(); l++) {
            ReluNetwork.Layer layer = layers.get(l);
            terms += layer.in();
            int next = l < hidden ? layers.get(l + 1).out() : layer.out();
            sweeps[l] = new LayerSweep(layer, terms, stretch(budget, layer.out(), next));
            breakpoints[l] = new Breakpoints();
            products[l] = new MaskedProduct(layer.out(), product);
            dense[l] = new double[l > 1 ? sweeps[l - 1].stretch() : 0][];
        }
    }

    /** Rows of width n, their masked copies in and outside the heap, and the products of width m twice. */
    private static int stretch(long budget, int n, int m) {
        long affordable = budget / (3L * n + 2L * m);
        return (int) Math.max(1, Math.min(affordable, Math.min(LONGEST_STRETCH, STRETCH_ELEMENTS / n)));
    }

    /**
     * The exact path along a segment.
     *
     * @throws IllegalArgumentException when the segment's dimension is not the network's
     */
    public Path path(Segment segment) {
        return paths(List.of(segment), Progress.NONE).get(0);
    }

    /**
     * The exact paths along segments, in their order.
     *
     * @param listener told between stretches how far it is
     * @throws IllegalArgumentException naming the segment whose dimension is not the network's
     * @throws CancellationException when the listener said no
     * @throws OutOfRangeException when a layer's values are too large or too small
     */
    public List<Path> paths(List<Segment> segments, Progress listener) {
        checkDimensions(segments);
        progress = listener;
        profile.charge(Profile.Phase.IDLE);
        share = 1.0 / Math.max(1, segments.size());
        List<Path> paths = new ArrayList<>(segments.size());
        for (int from = 0; from < segments.size(); from += segmentsAtOnce) {
            List<Segment> some = segments.subList(from, Math.min(from + segmentsAtOnce, segments.size()));
            first.load(some);
            profile.charge(Profile.Phase.FIRST_LAYER);
            for (int p = 0; p < some.size(); p++) {
                done = paths.size() * share;
                report(0);
                current = paths.size();
                first.start(some.get(p), p, some.size());
                paths.add(restrict(some.get(p)));
            }
        }
        profile.charge(Profile.Phase.REST);
        return paths;
    }

    /** Where the time of all calls so far went. */
    public Profile profile() {
        return profile;
    }

    /** Frees the scratch memory outside the heap; the next path would take it anew. */
    @Override
    public void close() {
        product.close();
    }

    private void checkDimensions(List<Segment> segments) {
        for (int p = 0; p < segments.size(); p++) {
            int dimension = segments.get(p).a().length;
            if (dimension != network.inputs()) {
                throw new IllegalArgumentException(
                        "segment " + p + " has dimension " + dimension + ", the network takes " + network.inputs());
            }
        }
    }

    private Path restrict(Segment segment) {
        kinks.clear();
        Units below = first.units();
        below.checkRange(current, 1);
        if (hidden > 0) {
            first.findKinks(segment, breakpoints[1]);
            profile.charge(Profile.Phase.FIRST_LAYER);
            for (int l = 1; l <= hidden; l++) {
                sweeps[l].anchor(below);
                sweeps[l].start(below);
                below = sweeps[l].units;
                below.checkRange(current, l + 1);
            }
            profile.charge(Profile.Phase.START);
        }
        double[] f0 = below.z.clone();
        double[] slope0 = below.slope.clone();
        if (hidden > 0) {
            advance(1, 0, 1);
        }
        Path path = kinks.toPath(segment.length(), f0, slope0);
        check(path);
        return path;
    }

    /** The measures square gaps, and how far they bend the output. */
    private void check(Path path) {
        for (int c = 0; c < path.outputs(); c++) {
            double largest = Math.abs(path.slope0()[c]);
            for (int i = 0; i < path.kinks(); i++) {
                largest = Math.max(largest, Math.abs(path.gap(i, c)));
            }
            checkRange(largest);
            checkRange(largest * path.length());
        }
    }

    private void checkRange(double largest) {
        if (!Range.holds(largest)) {
            throw new OutOfRangeException(current, hidden + 1, largest);
        }
    }

    /** Takes layer l, and with it all later ones, past its breakpoints. */
    private void advance(int l, double from, double to) {
        Breakpoints list = breakpoints[l];
        if (l == hidden) {
            output(list);
            return;
        }
        LayerSweep sweep = sweeps[l];
        LayerSweep next = sweeps[l + 1];
        double begin = from;
        int start = 0;
        do {
            int stop = Math.min(start + sweep.stretch(), list.count());
            double end = stop == list.count() ? to : list.t(stop - 1);
            profile.charge(Profile.Phase.REST);
            sweep.find(list, start, stop, begin, end, dense[l]);
            profile.charge(Profile.Phase.ROWS);
            products[l].multiply(
                    sweep.block,
                    sweep.units.on,
                    sweep.crossings,
                    network.layers().get(l + 1),
                    dense[l + 1]);
            profile.charge(Profile.Phase.PRODUCTS);
            merge(l, list, start, stop);
            if (l + 1 < hidden && next.piecesSinceAnchor() > Math.max(PIECES_BETWEEN_ANCHORS, 2L * next.terms())) {
                next.anchor(sweep.units);
                profile.charge(Profile.Phase.START);
            }
            advance(l + 1, begin, end);
            sweep.commit();
            sweep.units.checkRange(current, l + 1);
            if (l == 1) {
                report(end);
            }
            start = stop;
            begin = end;
        } while (start < list.count());
    }

    /** Lists the stretch's breakpoints and the layer's own switches between them for the next layer. */
    private void merge(int l, Breakpoints list, int start, int stop) {
        Breakpoints merged = breakpoints[l + 1];
        Crossings crossings = sweeps[l].crossings;
        double[] square = sweeps[l].units.square;
        merged.clear();
        int next = 0;
        for (int i = start; i <= stop; i++) {
            for (; next < crossings.count() && crossings.piece(next) == i - start; next++) {
                int unit = crossings.unit(next);
                merged.addNewest(crossings.t(next), l, unit, crossings.change(next), square[unit]);
            }
            if (i < stop) {
                merged.addOlder(list, i, i - start);
            }
        }
    }

    /** Every breakpoint of the last layer is a kink of the path. */
    private void output(Breakpoints list) {
        float[] weights = network.layers().get(hidden).weights();
        for (int i = 0; i < list.count(); i++) {
            if (list.newest(i)) {
                kinks.add(list.t(i), list.layer(i) + 1, list.unit(i), list.change(i), weights);
            } else {
                kinks.add(list.t(i), list.layer(i) + 1, list.unit(i), dense[hidden][list.row(i)]);
            }
        }
    }

    private void report(double t) {
        if (!progress.report(done + t * share)) {
            throw new CancellationException("restriction cancelled");
        }
    }
}
