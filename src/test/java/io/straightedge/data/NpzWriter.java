package io.straightedge.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes NPZ files, right and wrong ones, for tests. */
public final class NpzWriter {
    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    public NpzWriter add(String name, byte[] npy) {
        arrays.put(name, npy);
        return this;
    }

    /** Adds a float32 array. */
    public NpzWriter add(String name, float[] values, int... shape) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        StringBuilder text = new StringBuilder("(");
        for (int size : shape) {
            text.append(size).append(',');
        }
        return add(name, npy("<f4", false, text.append(')').toString(), doubles));
    }

    public Path write(Path file) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** An array in NPY format 1.0, values as they are to lie in the file. */
    public static byte[] npy(String type, boolean fortran, String shape, double[] values) {
        String text = "{'descr': '" + type + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': "
                + shape + ", }";
        String padded = text + " ".repeat(63 - (10 + text.length()) % 64) + "\n";
        boolean single = type.endsWith("4");
        ByteBuffer data = ByteBuffer.allocate(values.length * 8)
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            if (single) {
                data.putFloat((float) value);
            } else {
                data.putDouble(value);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(padded.length() & 0xFF);
        out.write(padded.length() >> 8);
        out.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
        out.write(data.array(), 0, data.position());
        return out.toByteArray();
    }
}
