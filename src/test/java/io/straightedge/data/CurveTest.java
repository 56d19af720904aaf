package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
    /** Values up to 1 in float32 are off by at most 2⁻²⁵ ≈ 3e-8, in x and in y. */
    private static final double ROUNDING = 1e-6;

    private final Datasets datasets = new Datasets(Path.of("none"), Path.of("none"));

    @Test
    void trainingInputsAreSpreadOneToACell() {
        Samples train = curve(50, null, null).train();

        for (int i = 0; i < 50; i++) {
            assertThat(train.raw()[i]).isBetween((float) (-1 + i * 0.04), (float) (-1 + (i + 1) * 0.04));
        }
    }

    @Test
    void testSamplesAreAnEvenGridWithoutNoise() {
        Dataset data = curve(50, null, 1.0);

        assertThat(data.regression()).isTrue();
        assertThat(data.outputNames()).containsExactly("y");
        assertThat(data.test().size()).isEqualTo(200);
        for (int i = 0; i < 200; i++) {
            double x = -1 + 2 * i / 199.0;
            assertThat((double) data.test().raw()[i]).isCloseTo(x, within(ROUNDING));
            assertThat((double) data.test().targets()[i]).isCloseTo(Math.sin(Math.PI * x), within(4 * ROUNDING));
        }
    }

    /** The standard deviation of 10 000 normal deviates is known to 0.7 %. */
    @Test
    void noiseHasItsStandardDeviation() {
        Samples noisy = curve(10_000, null, 0.2).train();
        Samples clean = curve(10_000, null, 0.0).train();

        double squares = 0;
        for (int i = 0; i < 10_000; i++) {
            squares += Math.pow(noisy.targets()[i] - clean.targets()[i], 2);
        }
        assertThat(noisy.raw()).isEqualTo(clean.raw());
        assertThat(Math.sqrt(squares / 10_000)).isCloseTo(0.2, within(0.01));
    }

    @Test
    void theStepIsAtZero() {
        Samples test = curve(50, "step", null).test();

        for (int i = 0; i < 200; i++) {
            assertThat(test.targets()[i]).isEqualTo(i < 100 ? -1f : 1f);
        }
    }

    /** On a grid of 200 a second difference is non-zero only in the two triples around each inner knot. */
    @Test
    void piecewiseIsLinearBetweenFiveInnerKnots() {
        Samples test = curve(50, "piecewise", null).test();

        int bends = 0;
        for (int i = 1; i < 199; i++) {
            float[] y = test.targets();
            assertThat(Math.abs(y[i])).isLessThanOrEqualTo(1);
            bends += Math.abs(y[i - 1] - 2 * y[i] + y[i + 1]) > 4 * ROUNDING ? 1 : 0;
        }
        assertThat(bends).isBetween(5, 10);
    }

    @Test
    void piecewiseDependsOnTheSeedAndNotOnTheSamples() {
        float[] heights = curve(50, "piecewise", null).test().targets();

        assertThat(curve(20, "piecewise", 1.0).test().targets()).isEqualTo(heights);
        assertThat(datasets.load(Requests.plain("curve", 50)
                                .seed(2)
                                .options(null, null, "piecewise", null)
                                .request())
                        .test()
                        .targets())
                .isNotEqualTo(heights);
    }

    @Test
    void standardisingLeavesTargetsAlone() {
        Dataset plain = curve(50, null, null);
        Dataset prepared =
                datasets.load(Requests.plain("curve", 50).standardise().request());

        assertThat(prepared.train().targets()).isEqualTo(plain.train().targets());
        assertThat(Measures.mean(prepared.train().inputs())).isCloseTo(0, within(ROUNDING));
    }

    @Test
    void unknownFunction() {
        assertWrong(
                Requests.plain("curve", 50).options(null, null, "cosine", null),
                "function",
                "\"cosine\" is not known; use sine or step or piecewise");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, Double.NaN})
    void noiseOutsideItsLimits(double noise) {
        assertWrong(
                Requests.plain("curve", 50).options(null, null, null, noise),
                "noise",
                noise + " is not a standard deviation; use a number from 0 to 100");
    }

    @Test
    void labelNoiseNeedsClasses() {
        assertWrong(
                Requests.plain("curve", 50).labelNoise(0.1),
                "labelNoise",
                "0.1 needs classes, and curve has none; use 0, or set noise");
    }

    @Test
    void rescalingWouldLeaveOnlyTheSign() {
        assertWrong(
                Requests.plain("curve", 50).rescale(),
                "rescale",
                "true would leave only the sign of a one-dimensional input; use false");
    }

    private Dataset curve(int samples, @Nullable String function, @Nullable Double noise) {
        return datasets.load(Requests.plain("curve", samples)
                .options(null, null, function, noise)
                .request());
    }

    private void assertWrong(Requests requests, String field, String message) {
        assertThatThrownBy(() -> datasets.check(requests.request()))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessage(message);
    }
}
