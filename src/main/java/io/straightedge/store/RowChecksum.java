package io.straightedge.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.SQLException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The checksum of a row: CRC-32C over the place and content of each of its values. It finds every flipped bit and all but
 * one in four billion other damages. Columns that are null, and its own, do not count: a column may be added later.
 */
final class RowChecksum {
    static final String COLUMN = "CHECKSUM";

    /** The longest value of fixed length, with its place. */
    private static final int BYTES = Integer.BYTES + Long.BYTES;

    private RowChecksum() {}

    /**
     * Returns the checksum of values as H2 gives them: numbers, booleans, texts and blobs.
     *
     * @param own place of the checksum among the values, which is left out
     */
    static int of(@Nullable Object[] values, int own) throws SQLException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(values.length * BYTES);
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null && i != own) {
                byte @Nullable [] bytes = bytes(value);
                buffer.putInt(i).putLong(bytes != null ? bytes.length : bits(value));
                if (bytes != null) {
                    checksum.update(bytes);
                }
            }
        }
        checksum.update(buffer.flip());
        return (int) checksum.getValue();
    }

    private static byte @Nullable [] bytes(Object value) throws SQLException {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        } else if (value instanceof Blob blob) {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        }
        return value instanceof byte[] bytes ? bytes : null;
    }

    private static long bits(Object value) {
        if (value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        } else if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        } else if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("no checksum of a " + value.getClass());
    }
}
