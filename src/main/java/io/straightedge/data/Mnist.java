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
 * middle of the file would test on another distribution than it trains on. Other files of this kind
 * may have an order by which a class is in one part alone; of those a fifth of each class tests.
 */
final class Mnist implements Source {
    private static final int MAX_TEST = 2000;
    private static final long SPLIT_SEED = 1;

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
            MnistFiles files = MnistFiles.find(title, directory);
            int testImages = files.test().count();
            return entry(
                    null,
                    files.train() == null
                            ? testImages - Split.testSize(testImages)
                            : files.train().count());
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
        LabelledImages.Content testContent = files.test().read();
        LabelledImages.Content trainContent =
                files.train() == null ? testContent : files.train().read();
        Parts parts = files.train() == null ? divided(testContent) : own(trainContent, testContent);
        int[] train = Draws.chooseFrom(
                parts.split().train(), request.samples(), request.seed(), name() + " training samples");
        int most = Math.min(MAX_TEST, parts.split().test().length);
        int[] test = Draws.chooseFrom(parts.split().test(), most, request.seed(), name() + " test samples");
        return new Dataset(
                trainContent.samples(train),
                testContent.samples(test),
                classNames,
                MnistFiles.WIDTH,
                title + ": " + parts.description() + "; " + Texts.count(train.length, "training sample") + " drawn");
    }

    /**
     * Which images train and which test.
     *
     * @param split indices into the training images, or into the test images when those are all, and into the test images
     */
    private record Parts(Split split, String description) {}

    private static Parts own(LabelledImages.Content train, LabelledImages.Content test) {
        return new Parts(
                new Split(
                        IntStream.range(0, train.size()).toArray(),
                        IntStream.range(0, test.size()).toArray()),
                Texts.thousands(train.size()) + " training and " + Texts.count(test.size(), "test image"));
    }

    private static Parts divided(LabelledImages.Content images) {
        Split fifths = Split.everyFifth(images.size());
        boolean mixed = fifths.mixes(images.labels(), MnistFiles.CLASSES);
        Split split = mixed ? fifths : Split.byClass(images.labels(), MnistFiles.CLASSES, SPLIT_SEED);
        return new Parts(
                split,
                "only the " + Texts.count(images.size(), "test image") + " were found; "
                        + Texts.thousands(split.train().length) + " of them train, "
                        + Texts.thousands(split.test().length) + " test" + (mixed ? "" : ", a fifth of each class"));
    }
}
