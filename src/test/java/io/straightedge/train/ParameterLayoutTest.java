package io.straightedge.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.pwl.ReluNetwork;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
    @Test
    void weightsAreColumnMajorAndBiasesFollow() {
        ReluNetwork network = new ParameterLayout(List.of(2, 3, 1))
                .network(new float[] {11, 21, 12, 22, 13, 23, 1, 2, 3, 31, 32, 33, 4});
        ReluNetwork.Layer first = network.layers().get(0);
        assertThat(first.weights()).containsExactly(11, 12, 13, 21, 22, 23);
        assertThat(first.biases()).containsExactly(1, 2, 3);
        ReluNetwork.Layer second = network.layers().get(1);
        assertThat(second.weights()).containsExactly(31, 32, 33);
        assertThat(second.biases()).containsExactly(4);
    }

    @Test
    void tilesCoverEveryWeight() {
        int in = 70;
        int out = 45;
        ParameterLayout layout = new ParameterLayout(List.of(in, out));
        float[] parameters = new float[layout.length()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = i;
        }
        float[] weights = layout.network(parameters).layers().get(0).weights();
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                assertThat(weights[i * out + j]).isEqualTo(j * in + i);
            }
        }
    }

    @Test
    void sizesThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> new ParameterLayout(
                        List.of(16_384, 16_384, 16_384, 16_384, 16_384, 16_384, 16_384, 16_384, 16_384, 16_384)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2416066560 parameters");
        assertThatThrownBy(() -> new ParameterLayout(List.of(2, 1)).network(new float[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 3 parameters, not 4");
    }

    @Test
    void parametersThatAreNotFiniteAreNamed() {
        assertThatThrownBy(() -> new ParameterLayout(List.of(2, 1)).network(new float[] {1, Float.NaN, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 1 weights[1] is NaN");
    }
}
