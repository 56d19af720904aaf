package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxFileTest {
    private static final byte[] VALUES = {0, 1, 127, -128, -1, 7};

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"small", "small.gz"})
    void readsWhatWasWritten(String name) throws IOException {
        Path file = IdxFiles.write(directory, name, IdxFiles.bytes(new int[] {1, 2, 3}, VALUES));

        IdxFile read = IdxFile.read(file, 3);

        assertThat(read.sizes()).containsExactly(1, 2, 3);
        assertThat(read.values()).containsExactly(VALUES);
        assertThat(IdxFile.readSizes(file, 3)).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "short.gz"})
    void truncatedValues(String name) throws IOException {
        byte[] whole = IdxFiles.bytes(new int[] {6}, VALUES);
        Path file = IdxFiles.write(directory, name, Arrays.copyOf(whole, whole.length - 2));

        assertBroken(file, 1).hasMessageEndingWith("ends after 4 values; its head announces 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"long", "long.gz"})
    void valuesBeyondTheAnnouncedOnes(String name) throws IOException {
        Path file = IdxFiles.write(directory, name, IdxFiles.bytes(new int[] {5}, VALUES));

        assertBroken(file, 1).hasMessageEndingWith("goes on after the 5 values its head announces");
    }

    @Test
    void truncatedHead() throws IOException {
        Path file = Files.write(directory.resolve("head"), new byte[] {0, 0, 8, 3, 0, 0});

        assertBroken(file, 3).hasMessageEndingWith("ends after 6 bytes; its head needs 16");
    }

    @Test
    void emptyFile() throws IOException {
        assertBroken(Files.write(directory.resolve("empty"), new byte[0]), 3)
                .hasMessageContaining("expected 00 00 08 03");
    }

    @Test
    void wrongMagicNumber() throws IOException {
        Path file = Files.write(directory.resolve("png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 0, 0, 0});

        assertBroken(file, 1).hasMessageContaining("found 89 50 4e 47").hasMessageContaining("expected 00 00 08 01");
    }

    @Test
    void valuesOfAnotherType() throws IOException {
        byte[] floats = IdxFiles.bytes(new int[] {6}, VALUES);
        floats[2] = 0x0D;

        assertBroken(Files.write(directory.resolve("floats"), floats), 1).hasMessageContaining("found 00 00 0d 01");
    }

    @Test
    void otherNumberOfDimensions() throws IOException {
        Path file = IdxFiles.write(directory, "labels", IdxFiles.labels(10));

        assertBroken(file, 3).hasMessageContaining("in 3 dimensions: found 00 00 08 01, expected 00 00 08 03");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void sizesThatMakeNoSense(int size) throws IOException {
        Path file = IdxFiles.write(directory, "size", IdxFiles.bytes(new int[] {size}, VALUES));

        assertBroken(file, 1).hasMessageContaining("a dimension of size " + size);
    }

    /** 2³¹−1 cubed passes any long; a product that wraps round must not slip under the limit. */
    @ParameterizedTest
    @ValueSource(ints = {101, 65_536, Integer.MAX_VALUE})
    void sizesOverTheLimit(int size) throws IOException {
        int[] sizes = {1_000_000, size, size};
        Path file = IdxFiles.write(directory, "bomb.gz", IdxFiles.bytes(sizes, new byte[0]));

        assertBroken(file, 3).hasMessageContaining("100 000 000 allowed: sizes " + Arrays.toString(sizes));
    }

    @Test
    void aGzipBombIsNotInflatedBeyondItsHead() throws IOException {
        byte[] bomb = IdxFiles.bytes(new int[] {6}, new byte[20_000_000]);

        assertBroken(IdxFiles.write(directory, "bomb.gz", bomb), 1).hasMessageContaining("goes on after the 6 values");
    }

    @Test
    void aShortFileThatAnnouncesMuchCostsLittleMemory() throws IOException {
        Path file = IdxFiles.write(directory, "short", IdxFiles.bytes(new int[] {100_000_000}, new byte[100]));
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();

        assertBroken(file, 1).hasMessageContaining("ends after 100 values; its head announces 100 000 000");
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000);
    }

    @Test
    void valuesAreReadInPieces() throws IOException {
        byte[] values = new byte[1_000_000];
        new Random(3).nextBytes(values);
        Path file = IdxFiles.write(directory, "long.gz", IdxFiles.bytes(new int[] {values.length}, values));

        assertThat(Arrays.equals(IdxFile.read(file, 1).values(), values)).isTrue();
    }

    @Test
    void namedGzButPlain() throws IOException {
        Path file = Files.write(directory.resolve("plain.gz"), IdxFiles.bytes(new int[] {6}, VALUES));

        assertBroken(file, 1).hasMessageContaining("is not gzipped: it starts with 00 00, expected 1f 8b");
    }

    @Test
    void emptyFileNamedGz() throws IOException {
        assertBroken(Files.write(directory.resolve("empty.gz"), new byte[0]), 1)
                .hasMessageContaining("starts with nothing, expected 1f 8b");
    }

    @Test
    void gzippedButNamedPlain() throws IOException {
        byte[] gzipped = IdxFiles.gzipped(IdxFiles.bytes(new int[] {6}, VALUES));

        assertBroken(Files.write(directory.resolve("gzipped"), gzipped), 1).hasMessageContaining("found 1f 8b");
    }

    @Test
    void gzipCutShort() throws IOException {
        byte[] gzipped = IdxFiles.gzipped(IdxFiles.images(40));
        Path file = Files.write(directory.resolve("cut.gz"), Arrays.copyOf(gzipped, gzipped.length / 2));

        assertBroken(file, 3).hasMessageContaining("its head announces 31 360");
    }

    @Test
    void gzipWithoutItsChecksum() throws IOException {
        byte[] gzipped = IdxFiles.gzipped(IdxFiles.bytes(new int[] {6}, VALUES));
        Path file = Files.write(directory.resolve("tail.gz"), Arrays.copyOf(gzipped, gzipped.length - 4));

        assertBroken(file, 1).hasMessageContaining("cannot be read");
    }

    @Test
    void gzipWithAWrongChecksum() throws IOException {
        byte[] gzipped = IdxFiles.gzipped(IdxFiles.bytes(new int[] {6}, VALUES));
        gzipped[gzipped.length - 8] ^= 1;

        assertBroken(Files.write(directory.resolve("sum.gz"), gzipped), 1).hasMessageContaining("cannot be read");
    }

    @Test
    void missingFile() {
        assertBroken(directory.resolve("nothing"), 1).hasMessageContaining("cannot be read");
    }

    private static AbstractThrowableAssert<?, ?> assertBroken(Path file, int dimensions) {
        return assertThatThrownBy(() -> IdxFile.read(file, dimensions))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.field()).isEqualTo("name"))
                .hasMessageStartingWith(file.toString());
    }
}
