package io.straightedge.data;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Handwritten digits from the MNIST files in a directory.
 *
 * <p>When only the 10 000 test images are there, every fifth of them tests and the others train:
 * their first half was written by other people and is easier than the second, so a split in the
 * middle of the file would test on another distribution than it trains on.
 */
final class Mnist implements Source {
    private static final int MAX_TEST = 2000;
    private static final int TEST_EVERY = 5;

    private final Path directory;

    /** @param directory holds the IDX files; need not exist */
    Mnist(Path directory) {
        this.directory = directory;
    }

    @Override
    public String name() {
        return "mnist";
    }

    @Override
    public DatasetEntry entry() {
        try {
            return entry(null, Split.of(MnistFiles.find(directory)).train().length);
        } catch (DatasetException e) {
            return entry(e.getMessage(), 0);
        }
    }

    private DatasetEntry entry(@Nullable String problem, int maxSamples) {
        return new DatasetEntry(
                name(),
                "MNIST",
                "Handwritten digits, 28 × 28 grey values, read from the IDX files in the datasets directory.",
                DatasetEntry.Kind.CLASSIFICATION,
                problem,
                LabelledImages.WIDTH * LabelledImages.WIDTH,
                LabelledImages.CLASSES,
                maxSamples);
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Dataset load(DatasetRequest request) {
        MnistFiles files = MnistFiles.find(directory);
        Split split = Split.of(files);
        int[] train = draw(split.train(), request.samples(), request.seed(), "mnist training samples");
        int[] test = draw(split.test(), Math.min(MAX_TEST, split.test().length), request.seed(), "mnist test samples");
        LabelledImages.Content testContent = files.test().read();
        LabelledImages.Content trainContent =
                files.train() == null ? testContent : files.train().read();
        return new Dataset(
                trainContent.samples(train),
                testContent.samples(test),
                Texts.classNames(LabelledImages.CLASSES),
                LabelledImages.WIDTH,
                split.description() + "; " + Texts.count(train.length, "training sample") + " drawn");
    }

    private static int[] draw(int[] from, int count, long seed, String purpose) {
        int[] chosen = Draws.choose(count, from.length, Draws.stream(seed, purpose));
        return IntStream.of(chosen).map(i -> from[i]).toArray();
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
                        "MNIST: " + Texts.thousands(trainImages) + " training and "
                                + Texts.count(testImages, "test image"));
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
                    "MNIST: only the " + Texts.count(testImages, "test image") + " were found; "
                            + Texts.thousands(train.length) + " of them train, " + Texts.thousands(test.length)
                            + " test");
        }
    }
}
