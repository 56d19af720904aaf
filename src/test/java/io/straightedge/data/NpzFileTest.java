package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpzFileTest {
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
        NpzFile.Array array = NpzFile.read(file).get("W1");
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.values()).containsExactly(values);
        assertThat(array.shapeText()).isEqualTo("(2, 3)");
    }

    @Test
    void keepsNamesAndOrderAndReadsLargeArrays() throws IOException {
        double[] many = new Random(1).doubles(100_000).toArray();
        Path file = new NpzWriter()
                .add("b", NpzWriter.npy("<f8", false, "(100000,)", many))
                .add("a", NpzWriter.npy("<f8", false, "()", new double[] {7}))
                .write(folder.resolve("a.npz"));
        Map<String, NpzFile.Array> arrays = NpzFile.read(file);
        assertThat(arrays.keySet()).containsExactly("b", "a");
        assertThat(Arrays.equals(arrays.get("b").values(), many)).isTrue();
        assertThat(arrays.get("b").shapeText()).isEqualTo("(100000,)");
        assertThat(arrays.get("a").values()).containsExactly(7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<i8 | (1,) | has values of type i8; use float32 or float64",
                "<f8 | (9, 9) | ends before its last value",
                "<f8 | () | goes on after its last value",
                "<f8 | (99999, 99999) | announces shape",
                "<f8 | (99999999999,) | has the shape",
                "<f8 | (x,) | has a header that cannot be read",
            })
    void aBrokenArrayIsNamed(String type, String shape, String message) throws IOException {
        Path file = new NpzWriter()
                .add("W2", NpzWriter.npy(type, false, shape, new double[] {1, 2}))
                .write(folder.resolve("a.npz"));
        assertThatThrownBy(() -> NpzFile.read(file))
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
        assertThat(NpzFile.read(file, 120)).hasSize(2);
        assertThatThrownBy(() -> NpzFile.read(file, 119))
                .hasMessageContaining("array b announces shape [60], more than the 59 values that are left to it");
        NpzWriter many = new NpzWriter();
        for (int i = 0; i < 1001; i++) {
            many.add("a" + i, NpzWriter.npy("<f8", false, "()", new double[1]));
        }
        Path crowd = many.write(folder.resolve("crowd.npz"));
        assertThatThrownBy(() -> NpzFile.read(crowd)).hasMessageContaining("holds more than 1000 arrays");
    }

    @Test
    void aFileThatIsNoNpzIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.npz"), "hello");
        assertThatThrownBy(() -> NpzFile.read(text)).hasMessageContaining("text.npz is no NPZ file");
        assertThatThrownBy(() -> NpzFile.read(folder.resolve("missing.npz"))).hasMessageContaining("is not there");
        Path other = new NpzWriter().add("x", new byte[] {1, 2, 3, 4, 5, 6, 7}).write(folder.resolve("o.npz"));
        assertThatThrownBy(() -> NpzFile.read(other)).hasMessageContaining("array x is no NPY array");
        Path comment = folder.resolve("comment.npz");
        Files.write(comment, Mutations.withBadComments(Mutations.unzipped(Files.readAllBytes(other))));
        assertThatThrownBy(() -> NpzFile.read(comment)).hasMessageContaining("comment.npz is no NPZ file");
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
            assertThatThrownBy(() -> NpzFile.read(broken)).isInstanceOf(IOException.class);
        }
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            Files.write(broken, Mutations.zip(Mutations.unzipped(whole), random));
            try {
                assertThat(NpzFile.read(broken)).isNotNull();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("broken.npz");
            }
        }
    }
}
