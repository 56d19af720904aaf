package io.straightedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.NetworkSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InitialisationTest {
    private static final NetworkSpec SPEC = new NetworkSpec(List.of(400, 300), 2, 0.25, 0.5, 3);

    @Test
    void variancesAreAsAsked() {
        ParameterLayout layout = new ParameterLayout(List.of(100, 400, 300, 50));
        List<ReluNetwork.Layer> layers =
                layout.network(Initialisation.draw(SPEC, layout, new Random(5))).layers();
        assertNormal(layers.get(0).weights(), 9 * 2.0 / 100);
        assertNormal(layers.get(1).weights(), 9 * 2.0 / 400);
        assertNormal(layers.get(2).weights(), 9 * 0.5 / 300);
        layers.forEach(layer -> assertNormal(layer.biases(), 0.25));
    }

    @Test
    void zeroVarianceGivesZeros() {
        ParameterLayout layout = new ParameterLayout(List.of(3, 4, 2));
        float[] parameters = Initialisation.draw(new NetworkSpec(List.of(4), 2, 0, 1, 0), layout, new Random(1));
        assertThat(parameters).hasSize(26).containsOnly(0);
    }

    /** Mean and variance within five standard errors: √(v/n) and v·√(2/n). */
    private static void assertNormal(float[] values, double variance) {
        int n = values.length;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (double) value * value;
        }
        assertThat(sum / n).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
        assertThat(squares / n).isCloseTo(variance, within(5 * variance * Math.sqrt(2.0 / n)));
    }
}
