package io.straightedge.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientKernelTest {
    private static final double DISTANCE = 0.8;

    /** The differentiated recursion against differences of the plain one. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, -1, 0.5",
        "1, 0.3, -1, 0.5",
        "2, 0, -1, 0.5",
        "2, 0.3, 0.1, 2",
        "3, 0, -1, 0.5",
        "3, 0.3, -2, 3",
        "4, 0.1, 1, 1.5"
    })
    void isTheMixedDerivativeOfTheOutputsKernel(int depth, double bias, double y, double other) {
        Initialisation initialisation = new Initialisation(5, Collections.nCopies(depth, 10), 1.8, bias, 1.3);
        double h = 1e-4;
        double difference = (plain(initialisation, y + h, other + h)
                        - plain(initialisation, y + h, other - h)
                        - plain(initialisation, y - h, other + h)
                        + plain(initialisation, y - h, other - h))
                / (4 * h * h);
        // Rounding 1e-16/h² = 1e-8 and truncation of the order of h² = 1e-8.
        assertThat(new GradientKernel(initialisation, DISTANCE).covariance(y, other))
                .isCloseTo(difference, within(5e-7));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0.3", "3, 0", "4, 0.1"})
    void meetsTheVarianceWherePointsMeet(int depth, double bias) {
        Initialisation initialisation = new Initialisation(5, Collections.nCopies(depth, 10), 1.8, bias, 1.3);
        GradientKernel kernel = new GradientKernel(initialisation, DISTANCE);
        // The gradient is rough: over a distance ε it changes by a variance of the order of ε.
        assertThat(kernel.covariance(0.4, 0.4 + 1e-6)).isCloseTo(kernel.variance(), within(1e-5));
        assertThat(kernel.covariance(0.4, 0.4)).isCloseTo(kernel.variance(), within(1e-7));
    }

    /** Covariance of the outputs themselves, by Cho and Saul's recursion. */
    private static double plain(Initialisation given, double y, double other) {
        double b = given.weightVariance() / given.inputs();
        double v = given.biasVariance() + b * (DISTANCE * DISTANCE + y * y);
        double w = given.biasVariance() + b * (DISTANCE * DISTANCE + other * other);
        double k = given.biasVariance() + b * (DISTANCE * DISTANCE + y * other);
        for (int l = 0; l < given.hidden().size(); l++) {
            boolean last = l == given.hidden().size() - 1;
            double weight = last ? given.lastVariance() : given.weightVariance();
            double bias = last ? 0 : given.biasVariance();
            double angle = Math.acos(k / Math.sqrt(v * w));
            k = bias
                    + weight
                            / (2 * Math.PI)
                            * Math.sqrt(v * w)
                            * (Math.sin(angle) + (Math.PI - angle) * Math.cos(angle));
            v = bias + weight / 2 * v;
            w = bias + weight / 2 * w;
        }
        return k;
    }
}
