package io.straightedge.theory;

import io.straightedge.pwl.Segment;
import java.util.List;

/**
 * A random ReLU network: weights N(0, weightVariance/fan-in), biases N(0, biasVariance), last layer N(0,
 * lastVariance/fan-in) without regard to its biases, which move no slope.
 *
 * <p>At a point x(t) of a segment a pre-activation of layer l is Gaussian with variance V_l, and so is its
 * slope. V_l is a quadratic in t: V_1 = σ_b² + σ_w²‖x‖²/d and V_{l+1} = σ_b² + (σ_w²/2)·V_l. So it is ‖X_l‖²
 * for a vector X_l that moves on a straight line too, X_1 = (σ_w·x/√d, σ_b) and X_{l+1} = (σ_w/√2·X_l, σ_b),
 * and by Kac–Rice the rate of kinks is n_l/π times the speed at which X_l turns. Both integrals along the
 * segment are then elementary: with φ the angle between X_l and its step, going from φ_a to φ_b,
 *
 * <ul>
 *   <li>kinks of layer l: n_l·θ_l/π, θ_l = φ_a − φ_b the angle between X_l's ends;
 *   <li>their squared gaps: n_l/π·2·G_l·D̂_l·∫ sin²φ dφ, with D̂_l = ‖X_l'‖² per unit length and G_l =
 *       (σ_w²/2)^{L−l}·σ_v²/n_l what a kink of layer l passes on to an output.
 * </ul>
 *
 * <p>Exact for one hidden layer of any width; for deeper ones in the limit of wide layers.
 *
 * @param widths from input to output
 */
public record Initialisation(List<Integer> widths, double weightVariance, double biasVariance, double lastVariance) {

    /** @throws IllegalArgumentException for fewer than two widths, one below 1, or a negative variance */
    public Initialisation {
        widths = List.copyOf(widths);
        if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("widths " + widths + " are not two or more numbers from 1 on");
        }
        if (!(weightVariance >= 0 && biasVariance >= 0 && lastVariance >= 0)) {
            throw new IllegalArgumentException("variances " + weightVariance + ", " + biasVariance + " and "
                    + lastVariance + " have to be 0 or more");
        }
    }

    /**
     * What is expected along a segment.
     *
     * @throws IllegalArgumentException when the segment's dimension is not the first width
     */
    public Expectation along(Segment segment) {
        int d = widths.get(0);
        if (segment.a().length != d) {
            throw new IllegalArgumentException(
                    "the segment has dimension " + segment.a().length + ", the network takes " + d);
        }
        int hidden = widths.size() - 2;
        double start = biasVariance + weightVariance / d * dot(segment.a(), segment.a());
        double along = weightVariance / d * dot(segment.a(), segment.step());
        double step = weightVariance / d * dot(segment.step(), segment.step());
        double squaredLength = segment.length() * segment.length();
        double[] kinks = new double[hidden];
        double[] squaredGaps = new double[hidden];
        for (int l = 0; l < hidden; l++) {
            // X·X, X·S and S·S at t = 0, with S the step of X.
            double area = Math.sqrt(Math.max(0, start * step - along * along));
            double fromAngle = Math.atan2(area, along);
            double toAngle = Math.atan2(area, along + step);
            double turned = fromAngle - toAngle;
            double sineSquared = (turned - (Math.sin(2 * fromAngle) - Math.sin(2 * toAngle)) / 2) / 2;
            double passedOn = Math.pow(weightVariance / 2, hidden - 1 - l) * lastVariance;
            kinks[l] = widths.get(l + 1) * turned / Math.PI;
            squaredGaps[l] = 2 * passedOn * step / squaredLength * sineSquared / Math.PI;
            start = biasVariance + weightVariance / 2 * start;
            along *= weightVariance / 2;
            step *= weightVariance / 2;
        }
        return new Expectation(kinks, squaredGaps, GradientKernel.squaredDifference(this, segment));
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
