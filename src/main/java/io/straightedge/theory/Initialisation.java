package io.straightedge.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * A dense ReLU network and the variances its parameters are drawn with: weights N(0, weightVariance/fan-in),
 * biases N(0, biasVariance), last layer N(0, lastVariance/fan-in).
 *
 * @param inputs d, at least 1
 * @param hidden widths n_1 … n_L of the hidden layers, at least one
 * @param weightVariance σ_w², at least 0
 * @param biasVariance σ_b², at least 0
 * @param lastVariance σ_v², at least 0
 */
public record Initialisation(
        int inputs, List<Integer> hidden, double weightVariance, double biasVariance, double lastVariance) {

    /** Halvings of an interval until its ends are neighbouring doubles, whatever the interval. */
    private static final int HALVINGS = 100;

    /** @throws IllegalArgumentException naming the value that is out of its range */
    public Initialisation {
        hidden = List.copyOf(hidden);
        if (inputs < 1) {
            throw new IllegalArgumentException("inputs is " + inputs + ", but must be at least 1");
        }
        if (hidden.isEmpty() || hidden.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "hidden is " + hidden + ", but needs one layer or more of width 1 or more");
        }
        checkVariance("weightVariance", weightVariance);
        checkVariance("biasVariance", biasVariance);
        checkVariance("lastVariance", lastVariance);
    }

    /**
     * Of a whole network.
     *
     * @param layers widths from input to output
     * @throws IllegalArgumentException when there is no hidden layer, or naming the value out of its range
     */
    public static Initialisation ofLayers(
            List<Integer> layers, double weightVariance, double biasVariance, double lastVariance) {
        if (layers.size() < 3) {
            throw new IllegalArgumentException("layers " + layers
                    + " have no hidden layer; use the widths from input to output, such as 784,1000,10");
        }
        List<Integer> hidden = layers.subList(1, layers.size() - 1);
        return new Initialisation(layers.get(0), hidden, weightVariance, biasVariance, lastVariance);
    }

    /** With every weight, but no bias, multiplied by {@code scale}. */
    public Initialisation scaledBy(double scale) {
        double squared = scale * scale;
        return new Initialisation(inputs, hidden, weightVariance * squared, biasVariance, lastVariance * squared);
    }

    /** The expected path measures along a segment. Closed forms; see the package for their derivation. */
    public Expectation along(Chord chord) {
        double gain = layers().get(layers().size() - 1).perSquare() * lastVariance / Math.PI;
        double gaps = 0;
        for (LayerVariance layer : layers()) {
            // B_l·G_l·n_l is the same in every layer: what B_l lacks the later layers give.
            gaps += gain * layer.gaps(chord.distance(), chord.start(), chord.end());
        }
        GradientKernel kernel = new GradientKernel(this, chord.distance());
        double change = 2 * (kernel.variance() - kernel.covariance(chord.start(), chord.end()));
        return new Expectation(kinks(chord, chord.end()), gaps, change, squaredDeflection(kernel, chord));
    }

    /** Variances of the pre-activations, first layer to last. */
    List<LayerVariance> layers() {
        List<LayerVariance> layers = new ArrayList<>();
        layers.add(new LayerVariance(biasVariance, weightVariance / inputs));
        while (layers.size() < hidden.size()) {
            layers.add(layers.get(layers.size() - 1).next(weightVariance, biasVariance));
        }
        return layers;
    }

    /** E[N_l] of the kinks between the chord's start and y. */
    private List<Double> kinks(Chord chord, double y) {
        List<LayerVariance> layers = layers();
        List<Double> kinks = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            kinks.add(hidden.get(l) / Math.PI * layers.get(l).angle(chord.distance(), chord.start(), y));
        }
        return kinks;
    }

    /** E[(g_mid − (g_0 + g_N)/2)²] with g_mid where half of the kinks are expected to be passed. */
    private double squaredDeflection(GradientKernel kernel, Chord chord) {
        double middle = middle(chord);
        double toStart = kernel.covariance(chord.start(), middle);
        double toEnd = kernel.covariance(middle, chord.end());
        double ends = kernel.covariance(chord.start(), chord.end());
        return 1.5 * kernel.variance() + ends / 2 - toStart - toEnd;
    }

    private double middle(Chord chord) {
        double half = total(kinks(chord, chord.end())) / 2;
        double below = chord.start();
        double above = chord.end();
        for (int i = 0; i < HALVINGS; i++) {
            double y = (below + above) / 2;
            if (total(kinks(chord, y)) < half) {
                below = y;
            } else {
                above = y;
            }
        }
        return above;
    }

    private static double total(List<Double> kinks) {
        return kinks.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void checkVariance(String name, double variance) {
        if (!(variance >= 0 && variance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + variance + ", but must be finite and at least 0");
        }
    }
}
