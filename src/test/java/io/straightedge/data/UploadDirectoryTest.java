package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
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
        datasets = new Datasets(directory.resolve("datasets"), directory.resolve("uploads"));
        table = Files.writeString(directory.resolve("t.csv"), "x,kind\n" + "1,a\n2,b\n3,a\n4,b\n5,c\n".repeat(20));
    }

    @Test
    void aTableIsADatasetUntilItIsRemoved() {
        datasets.addTable("mine", table, TableChoices.label("kind"), null);
        DatasetEntry entry = datasets.list().get(datasets.list().size() - 1);
        assertThat(entry.name()).isEqualTo("mine");
        assertThat(entry.maxSamples()).isEqualTo(80);
        assertThat(entry.classes()).isEqualTo(3);
        Dataset data = datasets.load(Requests.plain("mine", 80).request());
        assertThat(data.outputNames()).containsExactly("a", "b", "c");
        assertThat(data.test().size()).isEqualTo(20);
        assertThat(data.test().labels()).contains(0, 1, 2);
        assertThat(data.train().labels()).contains(0, 1, 2);
        assertThat(data.description()).contains("a fifth of each class tests, drawn by seed 1");
        assertThatThrownBy(() -> datasets.addTable("mine", table, TableChoices.label("kind"), null))
                .hasMessageContaining("already");
        datasets.remove("mine");
        assertThatThrownBy(() -> datasets.load(Requests.plain("mine", 80).request()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("\"mine\" is not a dataset, or was removed");
        datasets.addTable("mine", table, TableChoices.label("kind"), null);
        assertThat(datasets.uploaded("mine")).isTrue();
    }

    @Test
    void oneThatIsBeingRemovedHidesNoOther() throws IOException {
        datasets.addTable("a", table, TableChoices.label("kind"), null);
        datasets.addTable("b", table, TableChoices.label("kind"), null);
        Files.delete(directory.resolve("uploads/a/dataset.json"));
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

    @Test
    void oneOfAnOlderVersionIsSplitAndNamedAsItWas() throws IOException {
        String start = "Consumer credit product, secured, with a";
        Path older = Files.createDirectories(directory.resolve("uploads/older"));
        Files.writeString(
                older.resolve("dataset.json"),
                "{\"label\":\"c\",\"classNames\":[\"" + start + "…\",\"b\"],\"dimension\":1,\"samples\":20,\"width\":0,"
                        + "\"owner\":null}");
        Files.writeString(
                older.resolve("samples.csv"),
                "x,c\n" + ("1,\"" + start + "n open\"\n2,b\n3,b\n4,\"" + start + " closed\"\n5,b\n").repeat(4));
        Dataset data = datasets.load(Requests.plain("older", 16).request());
        assertThat(data.outputNames()).containsExactly(start + "…", "b");
        assertThat(data.test().raw()).containsOnly(5);
        assertThat(data.description())
                .isEqualTo("older, uploaded: 20 samples, every fifth tests; 16 training samples drawn");
        assertThat(datasets.entry("older").description()).contains("upload it again");
    }

    @Test
    void uploadsOfAnOlderVersionAreCopiedOnce() throws IOException {
        Path older = directory.resolve("datasets/uploads");
        new Datasets(directory, older).addTable("mine", table, TableChoices.label("kind"), "ada");
        Files.createDirectories(older.resolve(".draft-1"));
        Path data = Files.createDirectories(directory.resolve("data"));

        Datasets adopted = Datasets.ofServer(data, directory.resolve("datasets"));
        assertThat(adopted.load(Requests.plain("mine", 80).request()).train().size())
                .isEqualTo(80);
        assertThat(adopted.uploadedBytes("ada")).isPositive();
        adopted.remove("mine");

        assertThat(Datasets.ofServer(data, directory.resolve("datasets")).list())
                .extracting(DatasetEntry::name)
                .doesNotContain("mine");
        assertThat(older.resolve("mine/samples.csv")).exists();
        assertThat(older.resolve(".draft-1")).exists();
        assertThat(data.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void whatAKilledServerLeftOfUploadsIsRemoved() throws IOException {
        Path uploads = directory.resolve("data/uploads");
        Files.createDirectories(uploads.resolve(".draft-12/x"));
        Files.createDirectories(uploads.resolve(".removed-3/mine"));
        new Datasets(directory, uploads).addTable("mine", table, TableChoices.label("kind"), null);
        Datasets.ofServer(directory.resolve("data"), directory.resolve("datasets"));
        try (Stream<Path> left = Files.list(uploads)) {
            assertThat(left).containsExactly(uploads.resolve("mine"));
        }
    }

    @Test
    void imagesOfOneClassOrAllTheSameAreRefused() throws IOException {
        Path images = Files.write(directory.resolve("i"), IdxFiles.images(20));
        Path zeros = Files.write(directory.resolve("z"), IdxFiles.bytes(new int[] {20}, new byte[20]));
        assertThatThrownBy(() -> datasets.addImages("tiny", images, zeros, null))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo("labels"))
                .hasMessage("every image has the label 0; at least two classes are needed");
        Path black = Files.write(directory.resolve("b"), IdxFiles.bytes(new int[] {20, 2, 2}, new byte[80]));
        Path labels = Files.write(directory.resolve("l"), IdxFiles.labels(20));
        assertThatThrownBy(() -> datasets.addImages("tiny", black, labels, null))
                .hasMessageContaining("every image is the same");
        assertThat(datasets.previewImages(images, zeros).problems()).hasSize(1);
        assertThat(datasets.previewImages(images, labels).classes()).hasSize(10).containsEntry("3", 2);
        assertThat(datasets.list()).noneMatch(entry -> entry.name().equals("tiny"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x09, 0x0B, 0x0C})
    void labelsMayBeWiderNumbers(int type) throws IOException {
        int bytes = Map.of(0x09, 1, 0x0B, 2, 0x0C, 4).get(type);
        ByteBuffer file =
                ByteBuffer.allocate(8 + 20 * bytes).putInt(type << 8 | 1).putInt(20);
        for (int i = 0; i < 20; i++) {
            file.position(8 + i * bytes + bytes - 1).put((byte) (i % 3));
        }
        Path images = Files.write(directory.resolve("i"), IdxFiles.images(20));
        datasets.addImages("wide", images, Files.write(directory.resolve("l"), file.array()), null);
        assertThat(datasets.load(Requests.plain("wide", 16).request()).train().labels())
                .contains(0, 1, 2);
        file.put(8, (byte) 0xFF);
        assertThatThrownBy(() ->
                        datasets.addImages("other", images, Files.write(directory.resolve("l"), file.array()), null))
                .hasMessageContaining("at index 0; expected 0 to 99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "a b", "../escape", "-x", "digits", "mnist", "é"})
    void namesThatCannotBeAreRefused(String name) {
        assertThatThrownBy(() -> datasets.addTable(name, table, TableChoices.label("kind"), null))
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
        try (Stream<Path> left = Files.list(directory.resolve("uploads"))) {
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
