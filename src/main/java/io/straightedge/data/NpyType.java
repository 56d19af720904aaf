package io.straightedge.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type of numbers in an NPY array.
 *
 * @param size bytes of a number
 */
record NpyType(int size, Reader reader) {
    /** Whole numbers up to here are float64 numbers. */
    private static final long MAX_WHOLE = 1L << 53;

    private static final Map<String, NpyType> TYPES = Map.ofEntries(
            Map.entry("f2", new NpyType(2, NpyType::half)),
            Map.entry("f4", new NpyType(4, ByteBuffer::getFloat)),
            Map.entry("f8", new NpyType(8, ByteBuffer::getDouble)),
            Map.entry("b1", new NpyType(1, ByteBuffer::get)),
            Map.entry("i1", new NpyType(1, ByteBuffer::get)),
            Map.entry("i2", new NpyType(2, ByteBuffer::getShort)),
            Map.entry("i4", new NpyType(4, ByteBuffer::getInt)),
            Map.entry("i8", new NpyType(8, NpyType::whole)),
            Map.entry("u1", new NpyType(1, bytes -> Byte.toUnsignedInt(bytes.get()))),
            Map.entry("u2", new NpyType(2, bytes -> Short.toUnsignedInt(bytes.getShort()))),
            Map.entry("u4", new NpyType(4, bytes -> Integer.toUnsignedLong(bytes.getInt()))),
            Map.entry("u8", new NpyType(8, NpyType::whole)));

    /** Takes one number. */
    @FunctionalInterface
    interface Reader {
        double next(ByteBuffer bytes) throws IOException;
    }

    /** Null for a type that holds no real numbers, or more digits than float64. */
    static @Nullable NpyType of(String name) {
        return TYPES.get(name);
    }

    /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
    private static double half(ByteBuffer bytes) {
        short bits = bytes.getShort();
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double size =
                switch (exponent) {
                    case 0 -> Math.scalb((double) fraction, -24);
                    case 0x1F -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb((double) (fraction | 0x400), exponent - 25);
                };
        return bits < 0 ? -size : size;
    }

    private static double whole(ByteBuffer bytes) throws IOException {
        long value = bytes.getLong();
        if (value > MAX_WHOLE || value < -MAX_WHOLE) {
            throw new IOException("a whole number beyond 2^53, which float64 does not hold");
        }
        return value;
    }
}
