package io.straightedge.store;

import io.straightedge.run.StoreException;
import io.straightedge.text.Count;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link BlobWriter} wrote; a blob that is cut, longer or otherwise broken is a {@link StoreException}. */
final class BlobReader {
    private final String what;
    private final ByteBuffer in;

    /** @param what names the blob in messages */
    BlobReader(byte[] blob, int version, String what) {
        this.what = what;
        if (blob.length == 0 || blob[0] != version) {
            throw broken(blob.length == 0 ? "it is empty" : "its layout " + blob[0] + " is not " + version);
        }
        try (InflaterInputStream inflated =
                new InflaterInputStream(new ByteArrayInputStream(blob, 1, blob.length - 1))) {
            in = ByteBuffer.wrap(inflated.readAllBytes());
        } catch (IOException e) {
            throw broken("its compressed data are damaged");
        }
    }

    int readInt() {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            require(1, 1);
            byte next = in.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                if (value < 0) {
                    break;
                }
                return value;
            }
        }
        throw broken("it has a number out of range");
    }

    int[] readInts(int count) {
        require(count, 1);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = readInt();
        }
        return values;
    }

    double readDouble() {
        require(1, Double.BYTES);
        return in.getDouble();
    }

    double[] readDoubles(int count) {
        require(count, Double.BYTES);
        double[] values = new double[count];
        in.asDoubleBuffer().get(values);
        in.position(in.position() + count * Double.BYTES);
        return values;
    }

    float[] readFloats(long count) {
        require(count, Float.BYTES);
        float[] values = new float[(int) count];
        in.asFloatBuffer().get(values);
        in.position(in.position() + values.length * Float.BYTES);
        return values;
    }

    @Nullable
    String readText() {
        int length = readInt() - 1;
        if (length < 0) {
            return null;
        }
        require(length, 1);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void finish() {
        if (in.hasRemaining()) {
            throw broken(Count.of(in.remaining(), "byte") + " too many");
        }
    }

    /** Before anything is allocated: a damaged count may be huge. */
    private void require(long count, int bytesEach) {
        if (count * bytesEach > in.remaining()) {
            throw broken("it ends too early");
        }
    }

    private StoreException broken(String how) {
        return new StoreException(what + " cannot be read (" + how + "); delete the run or restore a backup");
    }
}
