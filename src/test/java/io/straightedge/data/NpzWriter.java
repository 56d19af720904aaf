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
        return add(name, npy("<f4", false, shape(shape), doubles));
    }

    /** Adds a float64 array. */
    public NpzWriter add(String name, double[] values, int... shape) {
        return add(name, npy("<f8", false, shape(shape), values));
    }

    private static String shape(int... sizes) {
        StringBuilder text = new StringBuilder("(");
        for (int size : sizes) {
            text.append(size).append(',');
        }
        return text.append(')').toString();
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
        ByteBuffer data = ByteBuffer.allocate(values.length * 8)
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            put(data, type.substring(1), value);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(padded.length() & 0xFF);
        out.write(padded.length() >> 8);
        out.writeBytes(padded.getBytes(StandardCharsets.US_ASCII));
        out.write(data.array(), 0, data.position());
        return out.toByteArray();
    }

    /** @param type of which {@code f2} takes whole numbers below 2048 in size alone; unknown ones are as {@code f8} */
    private static void put(ByteBuffer data, String type, double value) {
        switch (type) {
            case "f2" -> data.putShort(half((int) value));
            case "f4" -> data.putFloat((float) value);
            case "b1", "i1", "u1" -> data.put((byte) (int) value);
            case "i2", "u2" -> data.putShort((short) (int) value);
            case "i4", "u4" -> data.putInt((int) (long) value);
            case "i8" -> data.putLong((long) value);
            default -> data.putDouble(value);
        }
    }

    private static short half(int value) {
        if (value == 0) {
            return 0;
        }
        int exponent = Math.getExponent((double) value);
        int fraction = (int) Math.scalb(Math.abs((double) value), 10 - exponent) & 0x3FF;
        return (short) ((value < 0 ? 0x8000 : 0) | exponent + 15 << 10 | fraction);
    }
}
