package io.straightedge.data;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A dataset that a user brought, in a directory of its own. Every fifth sample tests, the others train. */
final class Uploaded implements Source {
    static final String ABOUT = "dataset.json";
    static final String TABLE = "samples.csv";
    static final String IMAGES = "images-idx3-ubyte";
    static final String LABELS = "labels-idx1-ubyte";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TEST_EVERY = 5;
    private static final int MAX_TEST = 2000;

    private final Path directory;
    private final About about;

    /**
     * What was found when it was uploaded.
     *
     * @param label the column with the labels; null for images
     * @param width of the images in pixels, or 0
     * @param owner name of the user who brought it, or null
     */
    record About(
            @Nullable String label,
            List<String> classNames,
            int dimension,
            int samples,
            int width,
            @Nullable String owner) {}

    private Uploaded(Path directory, About about) {
        this.directory = directory;
        this.about = about;
    }

    /** @throws DatasetException when the directory does not hold one */
    static Uploaded open(Path directory) {
        try {
            return new Uploaded(
                    directory, JSON.readValue(directory.resolve(ABOUT).toFile(), About.class));
        } catch (IOException e) {
            throw new DatasetException("name", directory + " cannot be read: " + e.getMessage());
        }
    }

    static void write(Path directory, About about) throws IOException {
        JSON.writeValue(directory.resolve(ABOUT).toFile(), about);
    }

    @Override
    public String name() {
        return directory.getFileName().toString();
    }

    @Override
    public DatasetEntry entry() {
        String what = about.width() > 0
                ? "images of " + about.width() + " × " + about.width() + " grey values"
                : "samples of " + Texts.count(about.dimension(), "number");
        return new DatasetEntry(
                name(),
                name(),
                "Uploaded: " + Texts.thousands(about.samples()) + " " + what + "; every fifth tests.",
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                about.dimension(),
                about.classNames().size(),
                about.width(),
                about.samples() - about.samples() / TEST_EVERY);
    }

    @Override
    public boolean uploaded() {
        return true;
    }

    @Override
    public @Nullable String owner() {
        return about.owner();
    }

    /** How much its files take; 0 when it has just been removed. */
    long bytes() {
        File[] files = Objects.requireNonNullElse(directory.toFile().listFiles(), new File[0]);
        return Arrays.stream(files).mapToLong(File::length).sum();
    }

    @Override
    public Set<String> options() {
        return Set.of();
    }

    @Override
    public Dataset load(DatasetRequest request) {
        int[] train = Draws.chooseFrom(
                IntStream.range(0, about.samples()).filter(i -> !tests(i)).toArray(),
                request.samples(),
                request.seed(),
                name() + " training samples");
        int[] test = IntStream.range(0, about.samples()).filter(Uploaded::tests).toArray();
        test = Draws.chooseFrom(test, Math.min(MAX_TEST, test.length), request.seed(), name() + " test samples");
        Table table = table();
        return new Dataset(
                table.samples(train),
                table.samples(test),
                about.classNames(),
                about.width(),
                name() + ", uploaded: " + Texts.count(about.samples(), "sample") + ", every fifth tests; "
                        + Texts.count(train.length, "training sample") + " drawn");
    }

    private interface Table {
        Samples samples(int[] indices);
    }

    private Table table() {
        if (about.label() == null) {
            return images(directory).read()::samples;
        }
        CsvFile file = CsvFile.read(directory.resolve(TABLE), about.label());
        if (file.size() != about.samples() || !file.classNames().equals(about.classNames())) {
            throw new DatasetException("name", directory + " is no longer what was uploaded; upload it again");
        }
        return file::samples;
    }

    static LabelledImages images(Path directory) {
        return new LabelledImages(
                plainOrGzipped(directory.resolve(IMAGES)), plainOrGzipped(directory.resolve(LABELS)), 0, 0);
    }

    private static Path plainOrGzipped(Path file) {
        return Files.exists(file) ? file : file.resolveSibling(file.getFileName() + ".gz");
    }

    private static boolean tests(int sample) {
        return sample % TEST_EVERY == TEST_EVERY - 1;
    }
}
