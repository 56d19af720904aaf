package io.straightedge.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzFileTest {
    private static final Predicate<String> ALL = name -> true;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"<f4, false", "<f8, false", ">f4, false", ">f8, true", "<f4, true"})
    void readsEveryKindOfFloatInBothOrders(String type, boolean fortran) throws IOException {
        double[] values = {1, 2, 3, 4, 5, 6};
        double[] stored = fortran ? new double[] {1, 4, 2, 5, 3, 6} : values;
        Path file = new NpzWriter()
                .add("W1", NpzWriter.npy(type, fortran, "(2, 3)", stored))
                .write(folder.resolve("a.npz"));
        NpzFile.Array array = NpzFile.read(file, ALL).values().get("W1");
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.values()).containsExactly(values);
        assertThat(array.shapeText()).isEqualTo("(2, 3)");
    }

    @ParameterizedTest
    @CsvSource({"<f2", ">f2", "|i1", "<i2", ">i4", "<i8"})
    void readsNumbersOfEveryType(String type) throws IOException {
        double[] values = {0, 1, -1, 2, -100, 127};
        Path file = new NpzWriter()
                .add("a", NpzWriter.npy(type, false, "(6,)", values))
                .write(folder.resolve("a.npz"));
        assertThat(NpzFile.read(file, ALL).values().get("a").values()).containsExactly(values);
    }

    @ParameterizedTest
    @CsvSource({"|u1, 255", "<u2, 65535", "<u4, 4294967295", "|b1, 1"})
    void readsNumbersWithoutASign(String type, long largest) throws IOException {
        Path file = new NpzWriter()
                .add("a", NpzWriter.npy(type, false, "(2,)", new double[] {0, largest}))
                .write(folder.resolve("a.npz"));
        assertThat(NpzFile.read(file, ALL).values().get("a").values()).containsExactly(0, largest);
    }

    /** Bits and values from IEEE 754: largest, smallest normal and subnormal, a third, −0, ∞, NaN. */
    @Test
    void readsEveryHalf() throws IOException {
        double[] bits = {0x7BFF, 0x0400, 0x0001, 0x3555, 0x8000, 0xFC00, 0x7E00};
        Path file = new NpzWriter()
                .add(
                        "a",
                        new String(NpzWriter.npy("<u2", false, "(7,)", bits), ISO_8859_1)
                                .replace("<u2", "<f2")
                                .getBytes(ISO_8859_1))
                .write(folder.resolve("a.npz"));
        assertThat(NpzFile.read(file, ALL).values().get("a").values())
                .containsExactly(65504, 0x1p-14, 0x1p-24, 0.333251953125, -0.0, Double.NEGATIVE_INFINITY, Double.NaN);
    }

    @Test
    void whatIsNotWantedMayBeAnything() throws IOException {
        Path file = new NpzWriter()
                .add("W1", NpzWriter.npy("<f8", false, "(1,)", new double[] {1}))
                .add("name", NpzWriter.npy("<U9", false, "()", new double[] {1}))
                .add("text", "no array".getBytes(ISO_8859_1))
                .write(folder.resolve("a.npz"));
        NpzFile.Contents contents = NpzFile.read(file, "W1"::equals);
        assertThat(contents.values()).containsOnlyKeys("W1");
        assertThat(contents.others()).containsExactly("name", "text");
    }

    @Test
    void keepsNamesAndOrderAndReadsLargeArrays() throws IOException {
        double[] many = new Random(1).doubles(100_000).toArray();
        Path file = new NpzWriter()
                .add("b", NpzWriter.npy("<f8", false, "(100000,)", many))
                .add("a", NpzWriter.npy("<f8", false, "()", new double[] {7}))
                .write(folder.resolve("a.npz"));
        Map<String, NpzFile.Array> arrays = NpzFile.read(file, ALL).values();
        assertThat(arrays.keySet()).containsExactly("b", "a");
        assertThat(Arrays.equals(arrays.get("b").values(), many)).isTrue();
        assertThat(arrays.get("b").shapeText()).isEqualTo("(100000,)");
        assertThat(arrays.get("a").values()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<c8 | (1,) | has values of type c8; use real numbers",
                "<U5 | (1,) | has values of type U5; use real numbers",
                "<O | (1,) | has values of type O; use real numbers",
                "<i8 | (2,) | has a whole number beyond 2^53",
                "<f8 | (9, 9) | ends before its last value",
                "<f8 | () | goes on after its last value",
                "<f8 | (99999, 99999) | announces shape",
                "<f8 | (99999999999,) | has the shape",
                "<f8 | (x,) | has a header that cannot be read",
            })
    void aBrokenArrayIsNamed(String type, String shape, String message) throws IOException {
        Path file = new NpzWriter()
                .add("W2", NpzWriter.npy(type, false, shape, new double[] {1, 1L << 60}))
                .write(folder.resolve("a.npz"));
        assertThatThrownBy(() -> NpzFile.read(file, ALL).values())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.npz, array W2 ")
                .hasMessageContaining(message);
    }

    @Test
    void manyArraysTogetherAreNoBomb() throws IOException {
        NpzWriter two = new NpzWriter()
                .add("a", NpzWriter.npy("<f8", false, "(60,)", new double[60]))
                .add("b", NpzWriter.npy("<f8", false, "(60,)", new double[60]));
        Path file = two.write(folder.resolve("two.npz"));
        assertThat(NpzFile.read(file, ALL, 120).values()).hasSize(2);
        assertThatThrownBy(() -> NpzFile.read(file, ALL, 119).values())
                .hasMessageContaining("array b announces shape [60], more than the 59 values that are left to it");
        NpzWriter many = new NpzWriter();
        for (int i = 0; i < 1001; i++) {
            many.add("a" + i, NpzWriter.npy("<f8", false, "()", new double[1]));
        }
        Path crowd = many.write(folder.resolve("crowd.npz"));
        assertThatThrownBy(() -> NpzFile.read(crowd, ALL).values()).hasMessageContaining("holds more than 1000 arrays");
    }

    @Test
    void aFileThatIsNoNpzIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "hello");
        assertThatThrownBy(() -> NpzFile.read(text, ALL).values()).hasMessageContaining("text.npz is no NPZ file");
        assertThatThrownBy(() -> NpzFile.read(folder.resolve("missing.npz"), ALL))
                .hasMessageContaining("is not there");
        Path other = new NpzWriter().add("x", new byte[] {1, 2, 3, 4, 5, 6, 7}).write(folder.resolve("o.npz"));
        assertThatThrownBy(() -> NpzFile.read(other, ALL).values()).hasMessageContaining("array x is no NPY array");
        Path comment = folder.resolve("comment.npz");
        Files.write(comment, Mutations.withBadComments(Mutations.unzipped(Files.readAllBytes(other))));
        assertThatThrownBy(() -> NpzFile.read(comment, ALL).values())
                .hasMessageContaining("comment.npz is no NPZ file");
    }

    @Test
    void everyCutAndManyDamagesAreErrorsOrReadable() throws IOException {
        Path file = new NpzWriter()
                .add("W1", NpzWriter.npy("<f4", false, "(2, 3)", new double[] {1, 2, 3, 4, 5, 6}))
                .write(folder.resolve("a.npz"));
        byte[] whole = Files.readAllBytes(file);
        Path broken = folder.resolve("broken.npz");
        for (int length = 0; length < whole.length; length++) {
            Files.write(broken, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NpzFile.read(broken, ALL).values()).isInstanceOf(IOException.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Files.write(broken, Mutations.zip(Mutations.unzipped(whole), random));
            try {
                assertThat(NpzFile.read(broken, ALL).values()).isNotNull();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("broken.npz");
            }
        }
    }
}
