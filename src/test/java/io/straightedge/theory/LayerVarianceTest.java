package io.straightedge.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerVarianceTest {
    private static final int PARTS = 20_000;

    /** What the closed form is the integral of: 2p³/(p² + q²)² over q. It is positive, so its sum loses no digits. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, -1, 2",
        "0.5, 0.1, 3, -4, 1",
        "0, 1, 20, -1e-9, 1e-9",
        "0, 1, 1, 5, 5.00001",
        "0, 1, 1, 1000, 1001",
        "0, 1, 1e-3, 1e6, 1.5e6",
        "0, 1, 1e-3, -1.5e6, -1e6",
        "1e-12, 2, 0, 1e12, 1.2e12",
        "0, 1e-3, 1e-20, 1e12, 2e12",
    })
    void gapsAreTheirIntegral(double constant, double perSquare, double distance, double from, double to) {
        LayerVariance layer = new LayerVariance(constant, perSquare);
        double p = Math.sqrt(constant + perSquare * distance * distance);
        double scale = Math.sqrt(perSquare);
        double sum = 0;
        for (int i = 0; i <= PARTS; i++) {
            double q = scale * (from + (to - from) * i / PARTS);
            double weight = i == 0 || i == PARTS ? 1 : i % 2 == 0 ? 2 : 4;
            double ratio = q / p;
            sum += weight * 2 / (p * (1 + ratio * ratio) * (1 + ratio * ratio));
        }
        double expected = sum * scale * (to - from) / PARTS / 3;
        assertThat(layer.gaps(distance, from, to) / expected).isCloseTo(1, within(1e-9));
    }
}
