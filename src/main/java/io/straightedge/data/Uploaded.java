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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A dataset that a user brought, in a directory of its own. */
final class Uploaded implements Source {
    static final String ABOUT = "dataset.json";
    static final String TABLE = "samples.csv";
    static final String IMAGES = "images-idx3-ubyte";
    static final String LABELS = "labels-idx1-ubyte";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_TEST = 2000;

    private final Path directory;
    private final About about;

    /**
     * What was found when it was uploaded.
     *
     * @param label the column with the labels; null for images
     * @param width of the images in pixels, or 0
     * @param owner name of the user who brought it, or null
     * @param version of the rules below, by which runs go on on the same samples: {@link #FIRST} cuts labels and tests on
     *     every fifth sample, {@link #BY_CLASS} does neither
     * @param seed of the split by class
     * @param notes sentences on what was assumed and chosen
     */
    record About(
            @Nullable String label,
            List<String> classNames,
            int dimension,
            int samples,
            int width,
            @Nullable String owner,
            int version,
            long seed,
            List<String> notes) {
        /** Written without a version. */
        static final int FIRST = 0;

        static final int BY_CLASS = 1;
        static final long SEED = 1;

        About {
            notes = Objects.requireNonNullElse(notes, List.of());
        }

        /** Of a dataset that is uploaded now. */
        static About of(
                @Nullable String label,
                List<String> classNames,
                int dimension,
                int samples,
                int width,
                @Nullable String owner,
                List<String> notes) {
            return new About(label, classNames, dimension, samples, width, owner, BY_CLASS, SEED, notes);
        }

        /** Which samples test. */
        String testing() {
            return version == FIRST ? "every fifth tests" : "a fifth of each class tests, drawn by seed " + seed;
        }
    }

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
        StringBuilder description = new StringBuilder(
                "Uploaded: " + Texts.thousands(about.samples()) + " " + what + "; " + about.testing());
        about.notes().forEach(note -> description.append("; ").append(note));
        if (about.version() == About.FIRST) {
            boolean cut = about.classNames().stream().anyMatch(label -> label.endsWith("…"));
            description
                    .append(
                            ", as in the version it was uploaded with; upload it again to test on a fifth of each class")
                    .append(cut ? ", and to tell labels apart that begin alike" : "");
        }
        return new DatasetEntry(
                name(),
                name(),
                description.append('.').toString(),
                DatasetEntry.Kind.CLASSIFICATION,
                null,
                about.dimension(),
                about.classNames().size(),
                about.width(),
                about.samples() - Split.testSize(about.samples()));
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
        LabelledSamples table = table();
        Split split = about.version() == About.FIRST
                ? Split.everyFifth(about.samples())
                : Split.byClass(table.labels(), about.classNames().size(), about.seed());
        int[] train = Draws.chooseFrom(split.train(), request.samples(), request.seed(), name() + " training samples");
        int most = Math.min(MAX_TEST, split.test().length);
        int[] test = Draws.chooseFrom(split.test(), most, request.seed(), name() + " test samples");
        return new Dataset(
                table.samples(train),
                table.samples(test),
                Texts.distinct(about.classNames()),
                about.width(),
                name() + ", uploaded: " + Texts.count(about.samples(), "sample") + ", " + about.testing() + "; "
                        + Texts.count(train.length, "training sample") + " drawn");
    }

    private LabelledSamples table() {
        if (about.label() == null) {
            return images(directory).read();
        }
        UnaryOperator<String> className = about.version() == About.FIRST ? Texts::shown : UnaryOperator.identity();
        CsvFile file = CsvFile.read(directory.resolve(TABLE), about.label(), className, CsvFile.MAX_VALUES);
        if (file.size() != about.samples() || !file.classNames().equals(about.classNames())) {
            throw new DatasetException("name", directory + " is no longer what was uploaded; upload it again");
        }
        return file;
    }

    static LabelledImages images(Path directory) {
        return new LabelledImages(
                plainOrGzipped(directory.resolve(IMAGES)), plainOrGzipped(directory.resolve(LABELS)), 0, 0);
    }

    private static Path plainOrGzipped(Path file) {
        return Files.exists(file) ? file : file.resolveSibling(file.getFileName() + ".gz");
    }
}
