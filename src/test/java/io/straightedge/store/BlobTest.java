package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.PathRecord;
import io.straightedge.run.StoreException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobTest {
    private static final PathRecord PATH = Samples.path(2, 50, 3, new Random(1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE})
    void integersComeBack(int value) {
        BlobWriter out = new BlobWriter(5);
        out.writeInt(value);
        BlobReader in = new BlobReader(out.finish(), 5, "it");

        assertThat(in.readInt()).isEqualTo(value);
        in.finish();
    }

    @Test
    void refusesANegativeInteger() {
        assertThatThrownBy(() -> new BlobWriter(1).writeInt(-3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-3 is negative");
    }

    @Test
    void aPathOfManyKinksTakesLittleMoreThanItsNumbers() {
        int kinks = 2000;
        byte[] blob = PathBlob.encode(Samples.path(0, kinks, 10, new Random(1)));

        assertThat(blob.length).isLessThan(kinks * (8 + 10 * 4 + 4) + 1000);
    }

    @Test
    void aReadingTakesLittleMoreThanItsFloats() {
        assertThat(ReadingBlob.encode(Samples.readings(128, new Random(1)))).hasSizeLessThan(128 * (4 * 4 + 2) + 50);
    }

    @Test
    void aBlobCutAnywhereIsRefused() {
        byte[] blob = PathBlob.encode(PATH);
        for (int length = 0; length < blob.length; length++) {
            byte[] cut = Arrays.copyOf(blob, length);
            assertThatThrownBy(() -> PathBlob.decode(2, cut, "the path"))
                    .as("cut to %d of %d bytes", length, blob.length)
                    .isInstanceOf(StoreException.class)
                    .hasMessageMatching("the path cannot be read \\(.*\\); delete the run or restore a backup");
        }
    }

    @Test
    void aDamagedByteNeverGivesAnotherPath() {
        byte[] blob = PathBlob.encode(PATH);
        int refused = 0;
        for (int i = 0; i < blob.length; i++) {
            byte[] damaged = blob.clone();
            damaged[i] ^= 0x10;
            try {
                // Some bits of a deflated stream mean nothing.
                assertThat(PathBlob.encode(PathBlob.decode(2, damaged, "the path")))
                        .isEqualTo(blob);
            } catch (StoreException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(blob.length - 1);
    }

    @Test
    void anotherLayoutIsRefused() {
        byte[] blob = PathBlob.encode(PATH);
        blob[0] = 9;

        assertThatThrownBy(() -> PathBlob.decode(2, blob, "the path"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("its layout 9 is not 1");
    }

    @Test
    void countsThatPromiseTooMuchAreRefused() {
        BlobWriter out = new BlobWriter(1);
        out.writeInt(Integer.MAX_VALUE);
        out.writeInt(Integer.MAX_VALUE);
        out.writeDouble(1);
        byte[] blob = out.finish();

        assertThatThrownBy(() -> PathBlob.decode(0, blob, "the path"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it ends too early");
    }

    @Test
    void leftOverBytesAreRefused() {
        BlobWriter out = new BlobWriter(1);
        out.writeInt(0);
        out.writeInt(0);
        out.writeDouble(1);
        out.writeInt(7);
        byte[] blob = out.finish();

        assertThatThrownBy(() -> PathBlob.decode(0, blob, "the path"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("1 byte too many");
    }
}
