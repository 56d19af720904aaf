package io.straightedge.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of the MNIST database, or of one that has the same, found in a directory.
 *
 * @param train null when only the test files are there
 */
record MnistFiles(@Nullable LabelledImages train, LabelledImages test) {
    static final int WIDTH = 28;
    static final int CLASSES = 10;

    private static final List<String> STEMS = List.of("train-images", "train-labels", "t10k-images", "t10k-labels");

    /**
     * Looks for the four files, each plain or with {@code .gz}, spelt {@code -idx3-} or {@code .idx3-}.
     *
     * @param title of the data, for people
     * @throws DatasetException when there are neither all four nor just the two test files
     */
    static MnistFiles find(String title, Path directory) {
        List<String> missing = new ArrayList<>();
        List<@Nullable Path> found = new ArrayList<>();
        for (String stem : STEMS) {
            Path file = find(directory, stem);
            found.add(file);
            if (file == null) {
                missing.add(fileName(stem, "-") + ".gz");
            }
        }
        Path trainImages = found.get(0);
        Path trainLabels = found.get(1);
        Path testImages = found.get(2);
        Path testLabels = found.get(3);
        boolean noTrain = trainImages == null && trainLabels == null;
        if (testImages == null || testLabels == null || (!noTrain && (trainImages == null || trainLabels == null))) {
            throw new DatasetException(
                    "name",
                    title + " is not here: download it, or put " + String.join(", ", missing) + " into " + directory);
        }
        return new MnistFiles(
                trainImages == null || trainLabels == null ? null : images(trainImages, trainLabels),
                images(testImages, testLabels));
    }

    /** Whether all four files are there. */
    static boolean complete(Path directory) {
        return STEMS.stream().allMatch(stem -> find(directory, stem) != null);
    }

    private static LabelledImages images(Path images, Path labels) {
        return new LabelledImages(images, labels, WIDTH, CLASSES);
    }

    private static @Nullable Path find(Path directory, String stem) {
        for (String separator : List.of("-", ".")) {
            for (String ending : List.of("", ".gz")) {
                Path file = directory.resolve(fileName(stem, separator) + ending);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    private static String fileName(String stem, String separator) {
        return stem + separator + (stem.endsWith("images") ? "idx3" : "idx1") + "-ubyte";
    }
}
