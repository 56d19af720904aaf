package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {
    private final Datasets datasets = new Datasets(Path.of("none"), Path.of("none"));

    @Test
    void shapesFollowTheOptions() {
        Dataset data = datasets.load(
                Requests.plain("clusters", 102).options(3, 5, null, null).request());

        assertThat(data.train().dimension()).isEqualTo(3);
        assertThat(data.train().outputs()).isEqualTo(5);
        assertThat(data.outputNames()).containsExactly("0", "1", "2", "3", "4");
        assertThat(data.imageWidth()).isZero();
        assertThat(Measures.classCounts(data.train()))
                .allSatisfy(count -> assertThat(count).isBetween(20, 21));
        assertThat(Measures.classCounts(data.test())).containsOnly(200);
    }

    /** Bayes' rule for equal spherical clusters is the nearest centre, so this is near the best possible. */
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "2, 3", "20, 1", "20, 2", "20, 3", "100, 1"})
    void learnableButNotTrivial(int dimension, long seed) {
        Dataset data = datasets.load(Requests.plain("clusters", 1000)
                .seed(seed)
                .options(dimension, null, null, null)
                .request());

        assertThat(Measures.nearestMeanAccuracy(data)).isBetween(0.8, 0.995);
    }

    @Test
    void withoutNoiseEverySampleIsItsCentre() {
        Dataset data = datasets.load(
                Requests.plain("clusters", 50).options(2, null, null, 0.0).request());

        assertThat(Measures.nearestMeanAccuracy(data)).isEqualTo(1);
    }

    /** The mean square of 1000 · 20 normal deviates has a relative standard deviation of 1 %. */
    @Test
    void noiseIsTheStandardDeviationWithinAClusterAndLeavesCentresAlone() {
        Samples centres = datasets.load(Requests.plain("clusters", 1000)
                        .options(null, null, null, 0.0)
                        .request())
                .train();
        Samples spread = datasets.load(Requests.plain("clusters", 1000)
                        .options(null, null, null, 2.0)
                        .request())
                .train();

        double squares = 0;
        for (int i = 0; i < spread.raw().length; i++) {
            squares += Math.pow(spread.raw()[i] - centres.raw()[i], 2);
        }
        assertThat(Math.sqrt(squares / spread.raw().length)).isCloseTo(2, within(0.05));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10_001})
    void dimensionOutsideItsLimits(int dimension) {
        assertWrong(
                Requests.plain("clusters", 10).options(dimension, null, null, null),
                "dimension",
                dimension + " is not allowed; use a whole number from 1 to 10000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 101})
    void classesOutsideTheirLimits(int classes) {
        assertWrong(
                Requests.plain("clusters", 10).options(null, classes, null, null),
                "classes",
                classes + " is not allowed; use a whole number from 2 to 100");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 101, Double.NaN, Double.POSITIVE_INFINITY})
    void noiseOutsideItsLimits(double noise) {
        assertWrong(
                Requests.plain("clusters", 10).options(null, null, null, noise),
                "noise",
                noise + " is not a standard deviation; use a number from 0 to 100");
    }

    @Test
    void moreNumbersThanFitInMemory() {
        assertWrong(
                Requests.plain("clusters", 100_000).options(9_996, null, null, null),
                "samples",
                "100000 is too many for 9 996 features and 4 classes; use at most 5000");
    }

    private void assertWrong(Requests requests, String field, String message) {
        assertThatThrownBy(() -> datasets.check(requests.request()))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessage(message);
    }
}
