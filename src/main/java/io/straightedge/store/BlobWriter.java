package io.straightedge.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers into a compact blob: one byte for the version of its layout, then the deflated
 * values. Integers take 7 bits per byte, floating point numbers their exact bits.
 */
final class BlobWriter {
    private final ByteArrayOutputStream blob = new ByteArrayOutputStream();
    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    private final DataOutputStream out;

    BlobWriter(int version) {
        blob.write(version);
        out = new DataOutputStream(new DeflaterOutputStream(blob, deflater, 8192));
    }

    /** @param value not negative */
    void writeInt(int value) {
        if (value < 0) {
            throw new IllegalArgumentException(value + " is negative");
        }
        write(() -> {
            int rest = value;
            for (; rest > 0x7f; rest >>>= 7) {
                out.write((rest & 0x7f) | 0x80);
            }
            out.write(rest);
        });
    }

    void writeInts(int[] values) {
        for (int value : values) {
            writeInt(value);
        }
    }

    void writeDouble(double value) {
        write(() -> out.writeLong(Double.doubleToRawLongBits(value)));
    }

    void writeDoubles(double[] values) {
        for (double value : values) {
            writeDouble(value);
        }
    }

    void writeFloats(float[] values) {
        for (float value : values) {
            write(() -> out.writeInt(Float.floatToRawIntBits(value)));
        }
    }

    void writeText(@Nullable String text) {
        if (text == null) {
            writeInt(0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        writeInt(bytes.length + 1);
        write(() -> out.write(bytes));
    }

    byte[] finish() {
        write(out::close);
        deflater.end();
        return blob.toByteArray();
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to be written", e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
