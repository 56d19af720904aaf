package io.straightedge.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes small IDX files for tests. */
public final class IdxFiles {
    private IdxFiles() {}

    /** The bytes of an IDX file of unsigned bytes with any head. */
    static byte[] bytes(int[] sizes, byte[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
        buffer.putInt(0x0800 | sizes.length);
        for (int size : sizes) {
            buffer.putInt(size);
        }
        return buffer.put(values).array();
    }

    public static byte[] gzipped(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** 28 × 28 images whose every pixel is the image's {@link #grey}. */
    public static byte[] images(int count) {
        byte[] pixels = new byte[count * 784];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) grey(i / 784);
        }
        return bytes(new int[] {count, 28, 28}, pixels);
    }

    static int grey(int image) {
        return image % 256;
    }

    /** Labels 0 … 9 in turn. */
    public static byte[] labels(int count) {
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return bytes(new int[] {count}, labels);
    }

    /** Writes a file, gzipped when its name says so. */
    public static Path write(Path directory, String name, byte[] plain) throws IOException {
        Files.createDirectories(directory);
        return Files.write(directory.resolve(name), name.endsWith(".gz") ? gzipped(plain) : plain);
    }
}
