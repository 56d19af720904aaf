package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {
    /** Values are near 1 and rounded to float32, each with a relative error of at most 2⁻²⁴ ≈ 6e-8. */
    private static final double ROUNDING = 1e-6;

    private final Datasets datasets = new Datasets(Path.of("none"), Path.of("none"));

    @Test
    void standardisedFeaturesHaveMeanZeroAndVarianceOne() {
        Samples train = datasets.load(
                        Requests.plain("clusters", 500).standardise().request())
                .train();

        for (int j = 0; j < train.dimension(); j++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < train.size(); i++) {
                double x = train.inputs()[i * train.dimension() + j];
                sum += x;
                squares += x * x;
            }
            assertThat(sum / train.size()).isCloseTo(0, within(ROUNDING));
            assertThat(squares / train.size()).isCloseTo(1, within(ROUNDING));
        }
    }

    @Test
    void theTestSamplesUseTheMomentsOfTheTrainingSamples() {
        Dataset data = prepare(new float[] {1, 3}, new float[] {5, 2}, 1, true, false);

        assertThat(data.train().inputs()).containsExactly(-1, 1);
        assertThat(data.test().inputs()).containsExactly(3, 0);
        assertThat(data.test().raw()).containsExactly(5, 2);
    }

    @Test
    void aConstantFeatureBecomesZero() {
        float odd = 0.1f;
        Dataset data = prepare(new float[] {odd, 1, odd, 2, odd, 6}, new float[] {odd, 1, 7, 2}, 2, true, false);

        for (int i = 0; i < 6; i += 2) {
            assertThat(data.train().inputs()[i]).isZero();
        }
        assertThat(data.test().inputs()[0]).isZero();
        assertThat(data.test().inputs()[2]).isZero();
    }

    @Test
    void rescaledSamplesHaveNormRootOfDimension() {
        Dataset data = datasets.load(
                Requests.plain("digits", 100).standardise().rescale().request());

        assertNorms(data.train());
        assertNorms(data.test());
    }

    @Test
    void aSampleOfZerosStaysZero() {
        Dataset data = prepare(new float[] {0, 0, 3, 4}, new float[] {0, 0}, 2, false, true);

        double factor = Math.sqrt(2) / 5;
        assertThat(data.train().inputs()).containsExactly(0, 0, (float) (3 * factor), (float) (4 * factor));
        assertThat(data.test().inputs()).containsExactly(0, 0);
    }

    @Test
    void rawKeepsTheValuesBeforePreparation() {
        Dataset plain = datasets.load(Requests.plain("digits", 20).request());
        Dataset prepared = datasets.load(
                Requests.plain("digits", 20).standardise().rescale().request());

        assertThat(plain.train().inputs()).isEqualTo(plain.train().raw());
        assertThat(prepared.train().raw()).isEqualTo(plain.train().raw());
        assertThat(prepared.test().raw()).isEqualTo(plain.test().raw());
        assertThat(prepared.train().inputs()).isNotEqualTo(plain.train().inputs());
    }

    @Test
    void theDescriptionSaysWhatWasDone() {
        Dataset data = datasets.load(Requests.plain("digits", 20)
                .labelNoise(0.1)
                .standardise()
                .rescale()
                .request());

        assertThat(data.description())
                .isEqualTo("Drawn digits: 20 training and 1 000 test images, drawn by a generator;"
                        + " 2 training labels drawn at random; standardised per feature;"
                        + " each sample rescaled to ‖x‖ = √d");
    }

    @ParameterizedTest
    @CsvSource({"0, 1000, 0", "1, 1000, 1000", "0.25, 1000, 250", "0.0005, 1000, 1", "0.0004, 1000, 0", "0.5, 3, 2"})
    void labelNoiseDrawsTheRoundedCountAnew(double fraction, int size, int expected) {
        assertThat(LabelNoise.count(fraction, size)).isEqualTo(expected);
    }

    /** With 1000 classes all but about one in a thousand of the drawn labels differ from the true one. */
    @Test
    void labelNoiseTouchesNoMoreThanTheCount() {
        int[] labels = new int[4000];
        Samples clean = Samples.ofClasses(1, 1000, new float[4000], labels);

        int[] noisy = LabelNoise.apply(clean, 0.25, 5).labels();

        long changed = Arrays.stream(noisy).filter(label -> label != 0).count();
        assertThat(changed).isBetween(990L, 1000L);
        assertThat(labels).containsOnly(0);
    }

    /** 20 000 uniform draws of 4 classes: 5000 each with standard deviation 61, allowed are five of these. */
    @Test
    void drawnLabelsAreUniformAndTargetsFollowThem() {
        Samples clean = Samples.ofClasses(1, 4, new float[20_000], new int[20_000]);

        Samples noisy = LabelNoise.apply(clean, 1, 5);

        assertThat(Measures.classCounts(noisy))
                .allSatisfy(count -> assertThat(count).isBetween(4695, 5305));
        for (int i = 0; i < noisy.size(); i++) {
            for (int c = 0; c < 4; c++) {
                assertThat(noisy.targets()[4 * i + c]).isEqualTo(noisy.labels()[i] == c ? 1f : 0f);
            }
        }
    }

    private static Dataset prepare(float[] train, float[] test, int dimension, boolean standardise, boolean rescale) {
        Dataset data = new Dataset(
                Samples.ofClasses(dimension, 2, train, new int[train.length / dimension]),
                Samples.ofClasses(dimension, 2, test, new int[test.length / dimension]),
                List.of("0", "1"),
                0,
                "made by hand");
        return Preparation.apply(
                data, new DatasetRequest("hand", 2, 0, standardise, rescale, null, null, null, null, 1));
    }

    private static void assertNorms(Samples samples) {
        int d = samples.dimension();
        for (int start = 0; start < samples.inputs().length; start += d) {
            double squares = 0;
            for (int i = start; i < start + d; i++) {
                squares += (double) samples.inputs()[i] * samples.inputs()[i];
            }
            assertThat(Math.sqrt(squares / d)).isCloseTo(1, within(ROUNDING));
        }
    }
}
