package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsTest {
    private static final int PIXELS = 28 * 28;

    private final Datasets datasets = new Datasets(Path.of("none"), Path.of("none"));

    @Test
    void imagesAreWholeGreyValuesLikeMnists() {
        Dataset data = datasets.load(Requests.plain("digits", 500).request());

        assertThat(data.imageWidth()).isEqualTo(28);
        assertThat(data.test().size()).isEqualTo(1000);
        for (float grey : data.train().raw()) {
            assertThat(grey >= 0 && grey <= 255 && grey == Math.rint(grey)).isTrue();
        }
        // MNIST: mean grey value 33, and 19 % of the pixels are not black.
        assertThat(Measures.mean(data.train().raw())).isBetween(25.0, 45.0);
        float[] inked = new float[data.train().raw().length];
        for (int i = 0; i < inked.length; i++) {
            inked[i] = data.train().raw()[i] > 0 ? 1 : 0;
        }
        assertThat(Measures.mean(inked)).isBetween(0.1, 0.3);
    }

    @Test
    void everyImageHasFullInkAndABlackEdgeSomewhere() {
        Samples train = datasets.load(Requests.plain("digits", 500).request()).train();

        for (int i = 0; i < train.size(); i++) {
            float[] image = Arrays.copyOfRange(train.raw(), i * PIXELS, (i + 1) * PIXELS);
            assertThat(image).contains(0f);
            double darkest = 0;
            for (float grey : image) {
                darkest = Math.max(darkest, grey);
            }
            assertThat(darkest).isGreaterThan(230);
        }
    }

    @Test
    void noTwoImagesAreAlike() {
        Samples train = datasets.load(Requests.plain("digits", 1000).request()).train();

        Set<FloatBuffer> seen = new HashSet<>();
        for (int i = 0; i < train.size(); i++) {
            seen.add(FloatBuffer.wrap(train.raw(), i * PIXELS, PIXELS).slice());
        }
        assertThat(seen.size()).isEqualTo(1000);
    }

    @Test
    void classesAreBalanced() {
        Dataset data = datasets.load(Requests.plain("digits", 205).request());

        assertThat(Measures.classCounts(data.train()))
                .allSatisfy(count -> assertThat(count).isBetween(20, 21));
        assertThat(Measures.classCounts(data.test())).containsOnly(100);
    }

    /** On MNIST the same rule gets 0.81: enough signal to learn, too little to be trivial. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void classMeansSeparateMostButNotAll(long seed) {
        Dataset data = datasets.load(Requests.plain("digits", 1000)
                .standardise()
                .rescale()
                .seed(seed)
                .request());

        assertThat(Measures.nearestMeanAccuracy(data)).isBetween(0.8, 0.95);
    }
}
