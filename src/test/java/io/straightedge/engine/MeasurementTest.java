package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.measure.PairSampler.Pair;
import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.PairReading;
import io.straightedge.run.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final int SAMPLES = 40;
    private static final int DIMENSION = 5;
    private static final List<String> OF_OUTPUTS = List.of(
            "gap_deviation",
            "deflection",
            "deflection_sigma",
            "deflection_ratio",
            "gap_fluctuation",
            "deflection_fluctuation",
            "max_bend",
            "rms_bend",
            "null_bend",
            "straightness",
            "total_variation",
            "margin",
            "label_bend");

    private final ReluNetwork network = RandomNetworks.network(new Random(1), 0.1, DIMENSION, 30, 20, 3);

    /** Sample i has class i mod 3, so pairs a multiple of three apart are of one class. */
    private static final List<Pair> SAME_CLASS = pairs(3);

    private static final List<Pair> DIFFERENT_CLASS = pairs(4);

    @Test
    void everyMeasureHasItsKeyAndItsStandardError() {
        Map<String, Double> values = measure(measurement(classes(), true, SAME_CLASS), network);
        List<String> expected = new ArrayList<>(List.of(
                "path/kinks",
                "path/kink_ratio",
                "path/kinks_layer_1",
                "path/kinks_layer_2",
                "path/gradient_deflection",
                "path/gradient_cosine"));
        for (String measure : OF_OUTPUTS) {
            expected.add("path/" + measure);
            expected.add("normalised/" + measure);
        }
        for (int j = 1; j <= 8; j++) {
            expected.add("structure/" + j);
            expected.add("normalised_structure/" + j);
        }
        for (String key : expected) {
            assertThat(values).containsKeys(key, key + "_se");
        }
        assertThat(values).doesNotContainKeys("path/kinks_layer_3", "structure/9", "structure/0");
        assertThat(values.get("path/kinks_layer_1") + values.get("path/kinks_layer_2"))
                .isCloseTo(values.get("path/kinks"), within(1e-12));
        assertThat(values.get("measure/pairs")).isEqualTo(SAME_CLASS.size());
        assertThat(values.get("measure/gradient_pairs")).isEqualTo(32);
        assertThat(values.get("measure/path_millis")).isPositive();
    }

    @Test
    void everyPairHasAReadingThatTheMeansAreMadeOf() {
        Measurement.Result result = measurement(classes(), true, SAME_CLASS).of(network, () -> false);
        assertThat(result.readings()).hasSameSizeAs(SAME_CLASS);
        assertThat(result.readings().stream().mapToInt(PairReading::kinks).average())
                .hasValueCloseTo(result.values().get("path/kinks"), within(1e-9));
        assertThat(result.readings().stream()
                        .mapToDouble(PairReading::gapDeviation)
                        .average())
                .hasValueCloseTo(result.values().get("path/gap_deviation"), within(1e-6));
        assertThat(result.readings().stream().mapToDouble(PairReading::maxBend).average())
                .hasValueCloseTo(result.values().get("path/max_bend"), within(1e-6));
        assertThat(Math.sqrt(result.readings().stream()
                        .mapToDouble(reading -> Math.pow(reading.straightness(), 2))
                        .average()
                        .orElseThrow()))
                .isCloseTo(result.values().get("path/straightness"), within(1e-6));
    }

    @Test
    void aNetworkThatDivergedIsMeasuredWithoutItsPaths() {
        Measurement measurement = measurement(classes(), true, SAME_CLASS);
        Measurement.Result diverged = measurement.of(deep(1e37f), () -> false);
        assertThat(diverged.values()).containsKey("test/loss").doesNotContainKeys("path/kinks", "normalised/margin");
        assertThat(diverged.paths()).isEmpty();
        assertThat(diverged.readings()).isEmpty();
        Map<String, Double> values = measure(measurement, network);
        assertThat(values.get("normalised/margin")).as("its own reference").isEqualTo(values.get("path/margin"));
    }

    /** Five layers whose weights are multiplied. */
    private static ReluNetwork deep(float factor) {
        return new ReluNetwork(RandomNetworks.network(new Random(2), 0.1, DIMENSION, 8, 8, 8, 8, 3).layers().stream()
                .map(layer ->
                        new ReluNetwork.Layer(layer.in(), layer.out(), times(layer.weights(), factor), layer.biases()))
                .toList());
    }

    @Test
    void theFirstNetworkIsItsOwnReference() {
        Map<String, Double> values = measure(measurement(classes(), true, SAME_CLASS), network);
        for (String measure : OF_OUTPUTS) {
            assertThat(values.get("normalised/" + measure)).isEqualTo(values.get("path/" + measure));
        }
    }

    @Test
    void normalisedMeasuresDoNotSeeGrowth() {
        Measurement measurement = measurement(classes(), true, SAME_CLASS);
        Map<String, Double> before = measure(measurement, network);
        Map<String, Double> after = measure(measurement, withOutputTimes(network, 4));
        for (String measure : List.of("gap_deviation", "margin", "label_bend", "null_bend", "total_variation")) {
            assertThat(after.get("path/" + measure))
                    .as(measure)
                    .isCloseTo(4 * before.get("path/" + measure), within(1e-9));
            assertThat(after.get("normalised/" + measure))
                    .as(measure)
                    .isCloseTo(before.get("path/" + measure), within(1e-9));
        }
        assertThat(after.get("path/straightness")).isCloseTo(before.get("path/straightness"), within(1e-9));
        assertThat(after.get("structure/3")).isCloseTo(16 * before.get("structure/3"), within(1e-9));
        assertThat(after.get("normalised_structure/3")).isCloseTo(before.get("structure/3"), within(1e-9));
    }

    @Test
    void pairsAcrossClassesHaveAMarginButNoLabelToBend() {
        Map<String, Double> values = measure(measurement(classes(), false, DIFFERENT_CLASS), network);
        assertThat(values).containsKey("path/margin").doesNotContainKey("path/label_bend");
        assertThat(values.keySet()).noneMatch(key -> key.startsWith("normalised"));
    }

    @Test
    void theMarginIsTheMeanLeadOfBothEnds() {
        Pair pair = new Pair(0, 3);
        double expected = (lead(0) + lead(3)) / 2;
        assertThat(measure(measurement(classes(), false, List.of(pair)), network)
                        .get("path/margin"))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void regressionHasNoMargin() {
        Map<String, Double> values = measure(measurement(values(), true, SAME_CLASS), network);
        assertThat(values)
                .containsKeys("path/straightness", "path/gradient_cosine")
                .doesNotContainKeys("path/margin", "path/label_bend", "normalised/margin", "train/accuracy");
    }

    @Test
    void aCurveHasItsDistanceFromTheSplines() {
        float[] x = RandomNetworks.point(new Random(5), SAMPLES);
        Samples curve = new Samples(SAMPLES, 1, 1, x, x, RandomNetworks.point(new Random(6), SAMPLES), new int[0]);
        ReluNetwork oneToOne = RandomNetworks.network(new Random(7), 1, 1, 20, 1);
        assertThat(measure(measurement(curve, false, SAME_CLASS), oneToOne))
                .containsKeys("curve/linear_spline_distance", "curve/cubic_spline_distance");
        assertThat(measure(measurement(values(), false, SAME_CLASS), network))
                .doesNotContainKey("curve/linear_spline_distance");
    }

    @Test
    void keepsThePathsOfTheFirstPairs() {
        Measurement.Result result = measurement(classes(), false, SAME_CLASS).of(network, () -> false);
        assertThat(result.paths()).extracting(path -> path.pair()).containsExactly(0, 1);
    }

    @Test
    void givesUpWhenTold() {
        assertThatThrownBy(() -> measurement(classes(), false, SAME_CLASS).of(network, () -> true))
                .isInstanceOf(CancellationException.class);
    }

    private double lead(int sample) {
        double[] x = new double[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            x[i] = inputs()[sample * DIMENSION + i];
        }
        double[] f = network.evaluate(x);
        int label = sample % 3;
        return f[label] - Math.max(f[(label + 1) % 3], f[(label + 2) % 3]);
    }

    private static Map<String, Double> measure(Measurement measurement, ReluNetwork network) {
        return measurement.of(network, () -> false).values();
    }

    private static Measurement measurement(Samples samples, boolean normalise, List<Pair> pairs) {
        Dataset data = new Dataset(samples, samples, List.of("0", "1", "2"), 0, "made up");
        return new Measurement(data, training(samples), normalise, pairs, 2);
    }

    private static TrainingSpec training(Samples samples) {
        String loss = samples.labels().length == 0 ? TrainingSpec.SQUARED_ERROR : TrainingSpec.CROSS_ENTROPY;
        return new TrainingSpec("sgd", 0.1, 0, 0, 10, 1, 0, 0, true, loss, 1);
    }

    private static List<Pair> pairs(int apart) {
        List<Pair> pairs = new ArrayList<>();
        for (int a = 0; a + apart < SAMPLES; a++) {
            pairs.add(new Pair(a, a + apart));
        }
        return pairs;
    }

    private static float[] inputs() {
        return RandomNetworks.point(new Random(2), SAMPLES * DIMENSION);
    }

    private static Samples classes() {
        float[] targets = new float[SAMPLES * 3];
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = i % 3;
            targets[i * 3 + labels[i]] = 1;
        }
        return new Samples(SAMPLES, DIMENSION, 3, inputs(), inputs(), targets, labels);
    }

    private static Samples values() {
        return new Samples(SAMPLES, DIMENSION, 3, inputs(), inputs(), new float[SAMPLES * 3], new int[0]);
    }

    private static ReluNetwork withOutputTimes(ReluNetwork network, float factor) {
        List<ReluNetwork.Layer> layers = new ArrayList<>(network.layers());
        ReluNetwork.Layer last = layers.remove(layers.size() - 1);
        layers.add(new ReluNetwork.Layer(
                last.in(), last.out(), times(last.weights(), factor), times(last.biases(), factor)));
        return new ReluNetwork(layers);
    }

    private static float[] times(float[] values, float factor) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] *= factor;
        }
        return result;
    }
}
