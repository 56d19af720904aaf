package io.straightedge.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images in the files of the MNIST database, or of one that has the same files.
 *
 * <p>When only the 10 000 test images are there, every fifth of them tests and the others train:
 * their first half was written by other people and is easier than the second, so a split in the
 * middle of the file would test on another distribution than it trains on.
 */
final class Mnist implements Source {
    private static final int MAX_TEST = 2000;
    private static final int TEST_EVERY = 5;

    private final String name;
    private final String title;
    private final String contents;
    private final List<String> classNames;
    private final Path directory;
    private final Download download;

    private Mnist(
            String name, String title, String contents, List<String> classNames, Path directory, Download download) {
        this.name = name;
        this.title = title;
        this.contents = contents;
        this.classNames = classNames;
        this.directory = directory;
        this.download = download;
    }

    /** @param directory holds the IDX files; need not exist */
    static Mnist digits(Path directory) {
        return new Mnist(
                "mnist",
                "MNIST",
                "Handwritten digits",
                Texts.classNames(MnistFiles.CLASSES),
                directory,
                MnistDownload.digits(directory));
    }

    /** Xiao, Rasul &amp; Vollgraf, Fashion-MNIST, 2017. */
    static Mnist fashion(Path directory) {
        return new Mnist(
                "fashion-mnist",
                "Fashion-MNIST",
                "Pictures of clothes",
                List.of(
                        "T-shirt",
                        "trousers",
                        "pullover",
                        "dress",
                        "coat",
                        "sandal",
                        "shirt",
                        "sneaker",
                        "bag",
                        "ankle boot"),
                directory,
                MnistDownload.fashion(directory));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public DatasetEntry entry() {
        try {
            return entry(null, Split.of(MnistFiles.find(title, directory)).train().length);
        } catch (DatasetException e) {
            return entry(e.getMessage(), 0);
        }
    }

    private DatasetEntry entry(@Nullable String problem, int maxSamples) {
        return new DatasetEntry(
                name(),
                title,
                contents + ", 28 × 28 grey values, read from the IDX files in the datasets directory.",
                DatasetEntry.Kind.CLASSIFICATION,
                problem,
                MnistFiles.WIDTH * MnistFiles.WIDTH,
                MnistFiles.CLASSES,
                MnistFiles.WIDTH,
                maxSamples);
    }

    /** Null once all files are there. */
    @Override
    public @Nullable Download download() {
        return MnistFiles.complete(directory) ? null : download;
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Dataset load(DatasetRequest request) {
        MnistFiles files = MnistFiles.find(title, directory);
        Split split = Split.of(files);
        int[] train = Draws.chooseFrom(split.train(), request.samples(), request.seed(), name + " training samples");
        int most = Math.min(MAX_TEST, split.test().length);
        int[] test = Draws.chooseFrom(split.test(), most, request.seed(), name + " test samples");
        LabelledImages.Content testContent = files.test().read();
        LabelledImages.Content trainContent =
                files.train() == null ? testContent : files.train().read();
        return new Dataset(
                trainContent.samples(train),
                testContent.samples(test),
                classNames,
                MnistFiles.WIDTH,
                title + ": " + split.description() + "; " + Texts.count(train.length, "training sample") + " drawn");
    }

    /**
     * Which images train and which test.
     *
     * @param train indices into the training images, or into the test images when those are all
     * @param test indices into the test images
     */
    private record Split(int[] train, int[] test, String description) {
        static Split of(MnistFiles files) {
            int testImages = files.test().count();
            if (files.train() != null) {
                int trainImages = files.train().count();
                return new Split(
                        IntStream.range(0, trainImages).toArray(),
                        IntStream.range(0, testImages).toArray(),
                        Texts.thousands(trainImages) + " training and " + Texts.count(testImages, "test image"));
            }
            int[] train = IntStream.range(0, testImages)
                    .filter(i -> i % TEST_EVERY != TEST_EVERY - 1)
                    .toArray();
            int[] test = IntStream.range(0, testImages)
                    .filter(i -> i % TEST_EVERY == TEST_EVERY - 1)
                    .toArray();
            return new Split(
                    train,
                    test,
                    "only the " + Texts.count(testImages, "test image") + " were found; "
                            + Texts.thousands(train.length) + " of them train, " + Texts.thousands(test.length)
                            + " test");
        }
    }
}
