package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MnistTest {
    @TempDir
    Path datasetsDirectory;

    private Path mnist;
    private Datasets datasets;

    @BeforeEach
    void directories() {
        mnist = datasetsDirectory.resolve("mnist");
        datasets = new Datasets(datasetsDirectory, datasetsDirectory.resolve("uploads"));
    }

    @Test
    void allFourFilesTrainAndTestFromTheirOwn() throws IOException {
        writeTrain(60);
        writeTest(30);

        Dataset data = datasets.load(Requests.plain("mnist", 60).request());

        assertThat(data.description()).isEqualTo("MNIST: 60 training and 30 test images; 60 training samples drawn");
        assertThat(data.imageWidth()).isEqualTo(28);
        assertThat(data.outputNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(data.regression()).isFalse();
        assertThat(data.train().dimension()).isEqualTo(784);
        assertThat(imagesOf(data.train())).hasSize(60);
        assertThat(imagesOf(data.test())).hasSize(30);
        assertThat(entry().maxSamples()).isEqualTo(60);
    }

    @Test
    void testFilesAloneAreSplit() throws IOException {
        writeTest(50);

        Dataset data = datasets.load(Requests.plain("mnist", 40).request());

        assertThat(data.description())
                .isEqualTo("MNIST: only the 50 test images were found; 40 of them train, 10 test, a fifth of"
                        + " each class; 40 training samples drawn");
        assertThat(data.train().labels()).contains(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(data.test().labels()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Set<Integer> train = imagesOf(data.train());
        Set<Integer> test = imagesOf(data.test());
        assertThat(train).hasSize(40).doesNotContainAnyElementsOf(test);
        assertThat(test).hasSize(10);
        assertThat(entry().maxSamples()).isEqualTo(40);
    }

    @Test
    void theSplitDoesNotDependOnTheSeed() throws IOException {
        writeTest(50);

        assertThat(imagesOf(datasets.load(Requests.plain("mnist", 5).seed(99).request())
                        .test()))
                .isEqualTo(imagesOf(
                        datasets.load(Requests.plain("mnist", 40).request()).test()));
    }

    @Test
    void drawsBySeedWithoutReplacement() throws IOException {
        writeTrain(200);
        writeTest(10);

        Samples train = datasets.load(Requests.plain("mnist", 100).request()).train();

        assertThat(imagesOf(train)).hasSize(100);
        assertThat(datasets.load(Requests.plain("mnist", 100).request()).train().raw())
                .isEqualTo(train.raw());
        assertThat(imagesOf(datasets.load(Requests.plain("mnist", 100).seed(2).request())
                        .train()))
                .isNotEqualTo(imagesOf(train));
    }

    @Test
    void atMostTwoThousandTestImages() throws IOException {
        writeTrain(10);
        writeTest(2100);

        assertThat(datasets.load(Requests.plain("mnist", 10).request()).test().size())
                .isEqualTo(2000);
    }

    @ParameterizedTest
    @CsvSource({
        "t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
        "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte",
        "t10k-images.idx3-ubyte, t10k-labels.idx1-ubyte.gz"
    })
    void everySpellingOfTheNames(String images, String labels) throws IOException {
        IdxFiles.write(mnist, images, IdxFiles.images(10));
        IdxFiles.write(mnist, labels, IdxFiles.labels(10));

        assertThat(entry().available()).isTrue();
        assertThat(datasets.load(Requests.plain("mnist", 8).request()).train().size())
                .isEqualTo(8);
    }

    @Test
    void withoutFilesItSaysWhatToPutWhere() {
        assertThat(entry().available()).isFalse();
        assertThat(entry().maxSamples()).isZero();
        assertThat(entry().problem())
                .contains(mnist.toString())
                .contains("train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz,"
                        + " t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz");
        assertThatThrownBy(() -> datasets.check(Requests.plain("mnist", 10).request()))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo("name"))
                .hasMessage(entry().problem());
    }

    @Test
    void halfAPairIsNotPassedOverInSilence() throws IOException {
        writeTest(10);
        IdxFiles.write(mnist, "train-images-idx3-ubyte", IdxFiles.images(10));

        assertThat(entry().problem())
                .startsWith("MNIST is not here: download it, or put train-labels-idx1-ubyte.gz into")
                .doesNotContain("train-images");
    }

    @Test
    void labelsThatAreTooFew() throws IOException {
        IdxFiles.write(mnist, "t10k-images-idx3-ubyte", IdxFiles.images(10));
        IdxFiles.write(mnist, "t10k-labels-idx1-ubyte", IdxFiles.labels(9));

        assertThat(entry().problem())
                .startsWith(mnist.resolve("t10k-labels-idx1-ubyte") + " holds 9 labels; expected 10");
    }

    @Test
    void imagesOfAnotherSize() throws IOException {
        byte[] images = IdxFiles.bytes(new int[] {2, 28, 27}, new byte[2 * 28 * 27]);
        IdxFiles.write(mnist, "t10k-images-idx3-ubyte", images);
        IdxFiles.write(mnist, "t10k-labels-idx1-ubyte", IdxFiles.labels(2));

        assertThat(entry().problem()).endsWith("holds images of 28 × 27 pixels; expected 28 × 28");
    }

    @Test
    void aLabelThatIsNoDigit() throws IOException {
        IdxFiles.write(mnist, "t10k-images-idx3-ubyte", IdxFiles.images(10));
        byte[] labels = IdxFiles.labels(10);
        labels[8 + 3] = -1;
        IdxFiles.write(mnist, "t10k-labels-idx1-ubyte", labels);

        assertThatLoading().hasMessageEndingWith("has label 255 at index 3; expected 0 to 9");
    }

    @Test
    void imagesCutShortAreFoundWhenLoading() throws IOException {
        byte[] images = IdxFiles.images(10);
        Path file = IdxFiles.write(mnist, "t10k-images-idx3-ubyte", images);
        IdxFiles.write(mnist, "t10k-labels-idx1-ubyte", IdxFiles.labels(10));
        Files.write(file, Arrays.copyOf(images, images.length - 1));

        assertThatLoading().hasMessage(file + " ends after 7 839 values; its head announces 7 840");
    }

    @Test
    void realFiles() {
        Optional<String> directory = realDirectory();
        assumeTrue(directory.isPresent(), "STRAIGHTEDGE_DATASETS_DIR names no directory with MNIST files");
        Datasets real = new Datasets(Path.of(directory.orElseThrow()), Path.of("none"));

        Dataset data =
                real.load(Requests.plain("mnist", 2000).standardise().rescale().request());

        assertThat(data.train().size()).isEqualTo(2000);
        assertThat(data.test().size()).isEqualTo(2000);
        assertThat(data.description()).doesNotContain("a fifth of each class");
        // Over all MNIST images the mean grey value is 0.1307 · 255 = 33.3.
        assertThat(Measures.mean(data.train().raw())).isBetween(31.0, 36.0);
        assertThat(Measures.nearestMeanAccuracy(data)).isBetween(0.75, 0.9);
    }

    private static Optional<String> realDirectory() {
        return Optional.ofNullable(
                        System.getProperty("STRAIGHTEDGE_DATASETS_DIR", System.getenv("STRAIGHTEDGE_DATASETS_DIR")))
                .filter(directory -> Files.isDirectory(Path.of(directory, "mnist")));
    }

    private AbstractThrowableAssert<?, ?> assertThatLoading() {
        return assertThatThrownBy(() -> datasets.load(Requests.plain("mnist", 8).request()))
                .isInstanceOf(DatasetException.class)
                .hasMessageStartingWith(mnist.toString());
    }

    private DatasetEntry entry() {
        return datasets.list().get(0);
    }

    private void writeTrain(int images) throws IOException {
        IdxFiles.write(mnist, "train-images-idx3-ubyte.gz", IdxFiles.images(images));
        IdxFiles.write(mnist, "train-labels-idx1-ubyte.gz", IdxFiles.labels(images));
    }

    private void writeTest(int images) throws IOException {
        IdxFiles.write(mnist, "t10k-images-idx3-ubyte.gz", IdxFiles.images(images));
        IdxFiles.write(mnist, "t10k-labels-idx1-ubyte.gz", IdxFiles.labels(images));
    }

    /** Which of fewer than 256 images these are; each pixel and the label are checked on the way. */
    private static Set<Integer> imagesOf(Samples samples) {
        Set<Integer> images = new HashSet<>();
        for (int i = 0; i < samples.size(); i++) {
            int image = (int) samples.raw()[i * 784];
            assertThat(samples.labels()[i]).isEqualTo(image % 10);
            for (int pixel = 0; pixel < 784; pixel++) {
                assertThat(samples.raw()[i * 784 + pixel] == image).isTrue();
            }
            images.add(image);
        }
        return images;
    }
}
