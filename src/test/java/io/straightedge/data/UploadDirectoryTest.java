package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadDirectoryTest {
    private static final int MUTATIONS = 1000;

    @TempDir
    Path directory;

    private Datasets datasets;
    private Path table;

    @BeforeEach
    void write() throws IOException {
        datasets = new Datasets(directory.resolve("datasets"));
        table = Files.writeString(directory.resolve("t.csv"), "x,kind\n" + "1,a\n2,b\n3,a\n4,b\n5,c\n".repeat(20));
    }

    @Test
    void aTableIsADatasetUntilItIsRemoved() {
        datasets.addTable("mine", table, "kind", null);
        DatasetEntry entry = datasets.list().get(datasets.list().size() - 1);
        assertThat(entry.name()).isEqualTo("mine");
        assertThat(entry.maxSamples()).isEqualTo(80);
        assertThat(entry.classes()).isEqualTo(3);
        Dataset data = datasets.load(Requests.plain("mine", 80).request());
        assertThat(data.outputNames()).containsExactly("a", "b", "c");
        assertThat(data.test().size()).isEqualTo(20);
        assertThat(data.test().labels()).containsOnly(2);
        assertThat(data.train().labels()).containsOnly(0, 1);
        assertThatThrownBy(() -> datasets.addTable("mine", table, "kind", null)).hasMessageContaining("already");
        datasets.remove("mine");
        assertThatThrownBy(() -> datasets.load(Requests.plain("mine", 80).request()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("\"mine\" is not a dataset, or was removed");
        datasets.addTable("mine", table, "kind", null);
        assertThat(datasets.uploaded("mine")).isTrue();
    }

    @Test
    void oneThatIsBeingRemovedHidesNoOther() throws IOException {
        datasets.addTable("a", table, "kind", null);
        datasets.addTable("b", table, "kind", null);
        Files.delete(directory.resolve("datasets/uploads/a/dataset.json"));
        assertThat(datasets.list()).extracting(DatasetEntry::name).contains("b").doesNotContain("a");
    }

    @Test
    void imagesAndLabelsAreADataset() throws IOException {
        byte[] pixels = new byte[30 * 16];
        new Random(1).nextBytes(pixels);
        byte[] labels = new byte[30];
        for (int i = 0; i < 30; i++) {
            labels[i] = (byte) (i % 3);
        }
        Path images =
                Files.write(directory.resolve("i"), IdxFiles.gzipped(IdxFiles.bytes(new int[] {30, 4, 4}, pixels)));
        Path classes = Files.write(directory.resolve("l"), IdxFiles.bytes(new int[] {30}, labels));
        datasets.addImages("tiny", images, classes, null);
        Dataset data = datasets.load(Requests.plain("tiny", 24).request());
        assertThat(data.imageWidth()).isEqualTo(4);
        assertThat(data.outputNames()).containsExactly("0", "1", "2");
        assertThat(data.train().size()).isEqualTo(24);
        assertThat(data.test().size()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a b", "../escape", "-x", "digits", "mnist", "é"})
    void namesThatCannotBeAreRefused(String name) {
        assertThatThrownBy(() -> datasets.addTable(name, table, "kind", null))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo("name"));
        assertThatThrownBy(() -> datasets.remove(name)).isInstanceOf(DatasetException.class);
    }

    /** Whatever the files hold, they are kept or refused, and leave nothing behind when refused. */
    @Test
    void noImagesBreakTheReader() throws IOException {
        Random random = new Random(9);
        byte[] goodImages = IdxFiles.images(20);
        byte[] goodLabels = IdxFiles.labels(20);
        int kept = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] images = mutated(goodImages, 16, random);
            byte[] labels = mutated(goodLabels, 28, random);
            boolean gzipped = random.nextInt(4) == 0;
            Path imageFile = Files.write(
                    directory.resolve("i"), gzipped ? mutated(IdxFiles.gzipped(images), 200, random) : images);
            try {
                datasets.addImages("fuzz", imageFile, Files.write(directory.resolve("l"), labels), null);
                datasets.remove("fuzz");
                kept++;
            } catch (DatasetException e) {
                assertThat(e.getMessage()).isNotBlank().doesNotContain(".draft");
            }
        }
        assertThat(kept).isBetween(1, MUTATIONS - 1);
        try (Stream<Path> left = Files.list(directory.resolve("datasets/uploads"))) {
            assertThat(left).isEmpty();
        }
    }

    private static byte[] mutated(byte[] bytes, int front, Random random) {
        byte[] changed = bytes.clone();
        if (random.nextBoolean()) {
            changed[random.nextInt(Math.min(front, changed.length))] = (byte) random.nextInt();
        }
        return random.nextInt(6) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
    }
}
