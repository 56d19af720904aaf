package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
    @TempDir
    Path directory;

    private Datasets datasets;

    @BeforeEach
    void mnistOfFortyImages() throws IOException {
        IdxFiles.write(directory.resolve("mnist"), "t10k-images-idx3-ubyte", IdxFiles.images(50));
        IdxFiles.write(directory.resolve("mnist"), "t10k-labels-idx1-ubyte", IdxFiles.labels(50));
        IdxFiles.write(directory.resolve("fashion-mnist"), "t10k-images-idx3-ubyte", IdxFiles.images(50));
        IdxFiles.write(directory.resolve("fashion-mnist"), "t10k-labels-idx1-ubyte", IdxFiles.labels(50));
        datasets = new Datasets(directory, directory.resolve("uploads"));
    }

    @Test
    void listsEveryDataset() {
        assertThat(datasets.list())
                .extracting(DatasetEntry::name)
                .containsExactly(
                        "mnist", "fashion-mnist", "digits", "clusters", "moons", "spirals", "teacher", "curve");
        assertThat(datasets.list()).allSatisfy(entry -> {
            assertThat(entry.available()).isTrue();
            assertThat(entry.title()).isNotBlank();
            assertThat(entry.description()).endsWith(".");
            assertThat(entry.kind() == DatasetEntry.Kind.REGRESSION).isEqualTo(entry.classes() == 0);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "digits", "clusters", "moons", "spirals", "teacher", "curve"})
    void anEntryKeepsItsWord(String name) {
        DatasetEntry entry = entry(name);

        Dataset data = datasets.load(Requests.plain(name, 40).request());

        assertThat(data.train().size()).isEqualTo(40);
        assertThat(data.train().dimension()).isEqualTo(entry.dimension());
        assertThat(data.test().dimension()).isEqualTo(entry.dimension());
        assertThat(data.outputNames()).hasSize(data.train().outputs());
        assertThat(data.regression()).isEqualTo(entry.kind() == DatasetEntry.Kind.REGRESSION);
        if (!data.regression()) {
            assertThat(data.train().outputs()).isEqualTo(entry.classes());
        }
        assertThatCode(() ->
                        datasets.check(Requests.plain(name, entry.maxSamples()).request()))
                .doesNotThrowAnyException();
        assertWrong(
                Requests.plain(name, entry.maxSamples() + 1),
                "samples",
                (entry.maxSamples() + 1) + " is not a number of training samples " + name + " can give; use 2 to "
                        + entry.maxSamples());
        assertWrong(
                Requests.plain(name, 1),
                "samples",
                "1 is not a number of training samples " + name + " can give; use 2 to " + entry.maxSamples());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "digits", "clusters", "moons", "spirals", "teacher", "curve"})
    void theSameRequestGivesTheSameBits(String name) {
        DatasetRequest request = Requests.plain(name, 40)
                .labelNoise(name.equals("curve") ? 0 : 0.5)
                .standardise()
                .seed(-7)
                .request();

        assertSameBits(
                datasets.load(request).train(),
                new Datasets(directory, directory.resolve("uploads"))
                        .load(request)
                        .train());
        assertSameBits(
                datasets.load(request).test(),
                new Datasets(directory, directory.resolve("uploads"))
                        .load(request)
                        .test());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "digits", "clusters", "moons", "spirals", "teacher", "curve"})
    void anotherSeedGivesOtherTrainingData(String name) {
        float[] first =
                datasets.load(Requests.plain(name, 40).request()).train().raw();
        float[] second = datasets.load(Requests.plain(name, 40).seed(2).request())
                .train()
                .raw();

        assertThat(Arrays.equals(first, second)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "digits", "clusters", "moons", "spirals", "teacher"})
    void labelNoiseLeavesInputsAndTestAlone(String name) {
        Dataset clean = datasets.load(Requests.plain(name, 40).request());
        Dataset noisy = datasets.load(Requests.plain(name, 40).labelNoise(1).request());

        assertThat(noisy.train().raw()).isEqualTo(clean.train().raw());
        assertThat(noisy.train().inputs()).isEqualTo(clean.train().inputs());
        assertThat(noisy.train().labels()).isNotEqualTo(clean.train().labels());
        assertSameBits(noisy.test(), clean.test());
    }

    @ParameterizedTest
    @ValueSource(strings = {"mnist", "fashion-mnist", "digits", "clusters", "moons", "spirals", "teacher"})
    void moreSamplesContinueTheFewerAndLeaveTheTestAlone(String name) {
        Dataset few = datasets.load(Requests.plain(name, 13).request());
        Dataset many = datasets.load(Requests.plain(name, 40).request());

        assertThat(Arrays.copyOf(many.train().raw(), few.train().raw().length))
                .isEqualTo(few.train().raw());
        assertThat(Arrays.copyOf(many.train().labels(), 13))
                .isEqualTo(few.train().labels());
        assertSameBits(many.test(), few.test());
    }

    @Test
    void unknownNameListsTheKnownOnes() {
        assertWrong(
                Requests.plain("cifar", 10),
                "name",
                "\"cifar\" is not a dataset, or was removed; use mnist or fashion-mnist or digits or clusters or moons or spirals"
                        + " or teacher or curve");
    }

    @Test
    void optionsThatDoNotApply() {
        for (String name : new String[] {"mnist", "digits", "curve"}) {
            Requests plain = Requests.plain(name, 10);
            assertWrong(
                    plain.options(3, null, null, null),
                    "dimension",
                    "applies to clusters and teacher only; leave it out");
            assertWrong(
                    plain.options(null, 3, null, null),
                    "classes",
                    "applies to clusters and spirals and teacher only; leave it out");
        }
        for (String name : new String[] {"mnist", "digits", "clusters"}) {
            assertWrong(
                    Requests.plain(name, 10).options(null, null, "sine", null),
                    "function",
                    "applies to curve only; leave it out");
        }
        for (String name : new String[] {"mnist", "digits"}) {
            assertWrong(
                    Requests.plain(name, 10).options(null, null, null, 0.1),
                    "noise",
                    "applies to clusters and moons and spirals and curve only; leave it out");
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void labelNoiseThatIsNoFraction(double fraction) {
        assertWrong(
                Requests.plain("digits", 10).labelNoise(fraction),
                "labelNoise",
                fraction + " is not a fraction; use a number from 0 to 1");
    }

    private void assertWrong(Requests requests, String field, String message) {
        assertThatThrownBy(() -> datasets.check(requests.request()))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessage(message);
        assertThatThrownBy(() -> datasets.load(requests.request())).hasMessage(message);
    }

    private static void assertSameBits(Samples actual, Samples expected) {
        assertThat(actual.inputs()).isEqualTo(expected.inputs());
        assertThat(actual.raw()).isEqualTo(expected.raw());
        assertThat(actual.targets()).isEqualTo(expected.targets());
        assertThat(actual.labels()).isEqualTo(expected.labels());
    }

    private DatasetEntry entry(String name) {
        return datasets.list().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
