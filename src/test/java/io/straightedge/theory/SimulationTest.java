package io.straightedge.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.Path;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The expectations against hundreds of random networks, within five standard errors of the simulation. What
 * finite width changes in deep networks is smaller than that here.
 */
class SimulationTest {
    private static final int NETWORKS = 600;
    private static final int OUTPUTS = 8;

    private record Case(Initialisation initialisation, double normA, double normB, double angle) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(new Initialisation(3, List.of(60), 2, 0, 1), 1, 1, 1.2),
                new Case(new Initialisation(20, List.of(100), 2, 0.2, 1), 4, 4, Math.PI / 2),
                new Case(new Initialisation(5, List.of(80), 1.5, 0.5, 2).scaledBy(0.7), 3, 0.5, 2.8),
                new Case(new Initialisation(1, List.of(100), 2, 0.3, 1), 1, 2, Math.PI),
                new Case(new Initialisation(10, List.of(120, 120), 2, 0, 1), 3, 3, 1.2),
                new Case(new Initialisation(10, List.of(150, 100), 2, 0.1, 1), 3, 2, 2.2),
                new Case(new Initialisation(4, List.of(100, 150), 1.6, 0.3, 2), 1, 3, 0.5),
                new Case(new Initialisation(10, List.of(120, 120, 120), 2, 0, 1), 3, 3, Math.PI / 2),
                new Case(new Initialisation(6, List.of(120, 120, 120), 2, 0.2, 1), 2, 2, 2));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithRandomNetworks(Case given) {
        Segment segment = segment(given);
        Expectation expected = given.initialisation().along(Chord.of(segment));
        Random random = new Random(11);
        int layers = given.initialisation().hidden().size();
        Mean[] kinks = Stream.generate(Mean::new).limit(layers).toArray(Mean[]::new);
        Mean gaps = new Mean();
        Mean change = new Mean();
        Mean deflection = new Mean();
        for (int i = 0; i < NETWORKS; i++) {
            Path path = draw(given.initialisation(), random).restrict(segment);
            int[] perLayer = new int[layers];
            for (int layer : path.layer()) {
                perLayer[layer - 1]++;
            }
            for (int l = 0; l < layers; l++) {
                kinks[l].add(perLayer[l]);
            }
            gaps.add(squaredGaps(path));
            change.add(squaredChange(path));
            deflection.add(squaredDeflection(path));
        }
        for (int l = 0; l < layers; l++) {
            kinks[l].assertIs(
                    "kinks of layer " + (l + 1), expected.kinksPerLayer().get(l));
        }
        gaps.assertIs("squared gaps", expected.squaredGaps());
        change.assertIs("squared change", expected.squaredChange());
        deflection.assertIs("squared deflection", expected.squaredDeflection());
    }

    private static final class Mean {
        private final List<Double> values = new ArrayList<>();

        void add(double value) {
            values.add(value);
        }

        void assertIs(String what, double expected) {
            double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
            double squares =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
            double error = Math.sqrt(squares / (values.size() - 1) / values.size());
            assertThat(mean).as(what).isCloseTo(expected, within(5 * error));
        }
    }

    private static double squaredGaps(Path path) {
        double sum = 0;
        for (double gap : path.gap()) {
            sum += gap * gap;
        }
        return sum / OUTPUTS;
    }

    private static double squaredChange(Path path) {
        double sum = 0;
        for (int c = 0; c < OUTPUTS; c++) {
            double[] g = path.slopes(c);
            sum += Math.pow(g[g.length - 1] - g[0], 2);
        }
        return sum / OUTPUTS;
    }

    private static double squaredDeflection(Path path) {
        int n = path.kinks();
        double sum = 0;
        for (int c = 0; c < OUTPUTS; c++) {
            double[] g = path.slopes(c);
            sum += Math.pow((g[n / 2] + g[(n + 1) / 2] - g[0] - g[n]) / 2, 2);
        }
        return sum / OUTPUTS;
    }

    private static Segment segment(Case given) {
        int d = given.initialisation().inputs();
        float[] a = new float[d];
        float[] b = new float[d];
        a[0] = (float) given.normA();
        b[0] = (float) (given.normB() * Math.cos(given.angle()));
        if (d > 1) {
            b[1] = (float) (given.normB() * Math.sin(given.angle()));
        }
        return Segment.between(a, b);
    }

    private static ReluNetwork draw(Initialisation given, Random random) {
        List<ReluNetwork.Layer> layers = new ArrayList<>();
        int in = given.inputs();
        for (int width : given.hidden()) {
            layers.add(layer(in, width, given.weightVariance(), given.biasVariance(), random));
            in = width;
        }
        layers.add(layer(in, OUTPUTS, given.lastVariance(), given.biasVariance(), random));
        return new ReluNetwork(layers);
    }

    private static ReluNetwork.Layer layer(int in, int out, double weight, double bias, Random random) {
        return new ReluNetwork.Layer(in, out, draw(in * out, weight / in, random), draw(out, bias, random));
    }

    private static float[] draw(int size, double variance, Random random) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (Math.sqrt(variance) * random.nextGaussian());
        }
        return values;
    }
}
