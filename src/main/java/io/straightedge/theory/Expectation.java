package io.straightedge.theory;

import java.util.Arrays;
import java.util.List;

/**
 * Expected path measures at initialisation. Gaps and slopes are those of one output; all outputs have the
 * same expectation.
 *
 * @param kinksPerLayer E[N_l] of each hidden layer, first to last (hidden layers)
 * @param squaredGaps E[Σ δ_i²], in (output/input)²
 * @param squaredChange E[(g_N − g_0)²], in (output/input)²: equal to {@code squaredGaps} with one hidden
 *     layer, smaller with more, whose gaps are correlated
 * @param squaredDeflection E[deflection²], in (output/input)²: a quarter of {@code squaredGaps} with one
 *     hidden layer. Without meaning where all kinks coincide, as on a line through the origin without biases
 */
public record Expectation(
        List<Double> kinksPerLayer, double squaredGaps, double squaredChange, double squaredDeflection) {

    /** E[N]. */
    public double kinks() {
        return kinksPerLayer.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** σ_gap = √(E[Σ δ²]/E[N]), in output/input; NaN, undefined, where no kink is expected. */
    public double gapDeviation() {
        return kinks() > 0 ? Math.sqrt(squaredGaps / kinks()) : Double.NaN;
    }

    /** σ_gap·√N/2 = ½·√(E[Σ δ²]), in output/input: the deflection of a random walk with these gaps. */
    public double fluctuation() {
        return Math.sqrt(squaredGaps) / 2;
    }

    /** Deflection sigma / σ_gap: 1 for a random walk; NaN, undefined, where no kink is expected. */
    public double deflectionRatio() {
        return kinks() > 0 ? Math.sqrt(squaredDeflection) / fluctuation() : Double.NaN;
    }

    /**
     * The expectation for a pair drawn from these: the mean of every component.
     *
     * @throws IllegalArgumentException for none, or for networks of different depth
     */
    public static Expectation mean(List<Expectation> pairs) {
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("the mean needs at least one pair");
        }
        int layers = pairs.get(0).kinksPerLayer.size();
        double[] kinks = new double[layers];
        double gaps = 0;
        double change = 0;
        double deflection = 0;
        for (Expectation pair : pairs) {
            if (pair.kinksPerLayer.size() != layers) {
                throw new IllegalArgumentException("networks of " + layers + " and " + pair.kinksPerLayer.size()
                        + " hidden layers have no mean in common");
            }
            for (int l = 0; l < layers; l++) {
                kinks[l] += pair.kinksPerLayer.get(l) / pairs.size();
            }
            gaps += pair.squaredGaps / pairs.size();
            change += pair.squaredChange / pairs.size();
            deflection += pair.squaredDeflection / pairs.size();
        }
        List<Double> perLayer = Arrays.stream(kinks).boxed().toList();
        return new Expectation(perLayer, gaps, change, deflection);
    }
}
