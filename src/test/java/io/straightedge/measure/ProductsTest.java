package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Widths below, at and above the number of rows that are widened together, against plain loops. */
class ProductsTest {

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "7, 3, 5", "256, 4, 3", "257, 4, 3", "700, 30, 6"})
    void areThoseOfPlainLoops(int in, int out, int rows) {
        Random random = new Random(in);
        ReluNetwork.Layer layer =
                RandomNetworks.network(random, 0, in, out).layers().get(0);
        double[] x = random.doubles((long) rows * in, -1, 1).toArray();
        double[] g = random.doubles((long) out * rows, -1, 1).toArray();
        double[] forward = new double[rows * out];
        double[] backward = new double[in * rows];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                double weight = layer.weights()[i * out + j];
                for (int r = 0; r < rows; r++) {
                    forward[r * out + j] += x[r * in + i] * weight;
                    backward[i * rows + r] += weight * g[j * rows + r];
                }
            }
        }
        assertThat(Products.forward(x, rows, layer)).containsExactly(forward, within(1e-12));
        assertThat(Products.backward(layer, g, rows)).containsExactly(backward, within(1e-12));
    }
}
