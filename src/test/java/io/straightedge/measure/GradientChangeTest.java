package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GradientChangeTest {

    /** The oracle takes every partial derivative as the first slope of a short segment along an axis. */
    @ParameterizedTest
    @MethodSource("io.straightedge.pwl.RandomNetworks#cases")
    void agreesWithTheSlopesAlongTheAxes(RandomNetworks.Case given) {
        ReluNetwork network = given.network();
        GradientChange change =
                GradientChange.ofAll(network, List.of(given.segment())).get(0);
        double[][] atStart = gradient(network, given.segment().at(0));
        double[][] atEnd = gradient(network, given.segment().at(1));
        for (int c = 0; c < network.outputs(); c++) {
            double[] a = atStart[c];
            double[] b = atEnd[c];
            double squares = 0;
            for (int i = 0; i < a.length; i++) {
                squares += (b[i] - a[i]) * (b[i] - a[i]);
            }
            assertThat(change.deflection()[c]).isCloseTo(Math.sqrt(squares), within(1e-9));
            double norms = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
            if (norms == 0) {
                assertThat(change.cosine()[c]).isNaN();
            } else {
                assertThat(change.cosine()[c]).isCloseTo(dot(a, b) / norms, within(1e-9));
            }
        }
    }

    @Test
    void severalSegmentsTogetherGiveWhatEachGivesAlone() {
        ReluNetwork network = RandomNetworks.network(new Random(3), 0.2, 6, 20, 15, 3);
        Random random = new Random(4);
        List<Segment> segments = List.of(segment(random), segment(random), segment(random));
        List<GradientChange> together = GradientChange.ofAll(network, segments);
        for (int p = 0; p < segments.size(); p++) {
            GradientChange alone =
                    GradientChange.ofAll(network, List.of(segments.get(p))).get(0);
            assertThat(together.get(p).deflection()).containsExactly(alone.deflection(), within(1e-13));
            assertThat(together.get(p).cosine()).containsExactly(alone.cosine(), within(1e-13));
        }
    }

    @Test
    void aPathWithoutKinksKeepsItsGradient() {
        // All units on at both ends: f is affine there.
        ReluNetwork.Layer hidden = new ReluNetwork.Layer(2, 2, new float[] {1, 0.5f, 0.5f, 1}, new float[] {9, 9});
        ReluNetwork.Layer last = new ReluNetwork.Layer(2, 1, new float[] {0.3f, 0.7f}, new float[1]);
        GradientChange change = GradientChange.ofAll(
                        new ReluNetwork(List.of(hidden, last)),
                        List.of(Segment.between(new float[] {1, 1}, new float[] {2, 0})))
                .get(0);
        assertThat(change.deflection()).containsExactly(0);
        assertThat(change.cosine()).containsExactly(new double[] {1}, within(1e-15));
    }

    @Test
    void aZeroGradientHasNoAngle() {
        ReluNetwork.Layer hidden = new ReluNetwork.Layer(1, 1, new float[] {1}, new float[1]);
        ReluNetwork.Layer last = new ReluNetwork.Layer(1, 1, new float[] {3}, new float[1]);
        GradientChange change = GradientChange.ofAll(
                        new ReluNetwork(List.of(hidden, last)),
                        List.of(Segment.between(new float[] {-1}, new float[] {1})))
                .get(0);
        assertThat(change.deflection()).containsExactly(3);
        assertThat(change.cosine()[0]).isNaN();
    }

    @Test
    void aSegmentOfTheWrongDimensionIsNamed() {
        ReluNetwork network = RandomNetworks.network(new Random(3), 0.2, 6, 20, 3);
        assertThatThrownBy(() ->
                        GradientChange.ofAll(network, List.of(Segment.between(new float[] {1, 2}, new float[] {2, 3}))))
                .hasMessage("segment 0 has dimension 2, the network takes 6");
    }

    private static double[][] gradient(ReluNetwork network, double[] x) {
        double[][] gradient = new double[network.outputs()][x.length];
        for (int i = 0; i < x.length; i++) {
            double[] axis = new double[x.length];
            axis[i] = 1e-6;
            Path path = network.restrict(new Segment(x, axis, 1e-6));
            for (int c = 0; c < gradient.length; c++) {
                gradient[c][i] = path.slope0()[c];
            }
        }
        return gradient;
    }

    private static Segment segment(Random random) {
        return Segment.between(RandomNetworks.point(random, 6), RandomNetworks.point(random, 6));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
