package io.straightedge.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A file of unsigned bytes in the IDX format of the MNIST database, plain or gzipped (by its name,
 * {@code .gz}): magic number 00 00 08 and the number of dimensions, the size of each dimension as a
 * big-endian int, then the values with the last dimension fastest. Labels may be wider: the third byte
 * says which whole numbers they are. Every error names the file and what was expected and found.
 *
 * @param sizes of the dimensions
 * @param values one byte each, 0 to 255 when read unsigned
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The MNIST database, file formats</a>
 */
record IdxFile(int[] sizes, byte[] values) {
    /** Twice the largest MNIST file; a header that announces more is refused before anything is read. */
    static final long MAX_VALUES = 100_000_000;

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int BUFFER_BYTES = 1 << 16;

    /** Bytes of a whole number, by its type; all but the first have a sign. */
    private static final Map<Integer, Integer> WHOLE = Map.of(UNSIGNED_BYTE, 1, 0x09, 1, 0x0B, 2, 0x0C, 4);

    private record Head(int type, int[] sizes) {}

    /** Reads the head of a file only: the sizes of its dimensions. */
    static int[] readSizes(Path file, int dimensions) {
        try (InputStream in = open(file)) {
            return header(in, file, dimensions).sizes();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Reads a whole file, which must hold exactly the values its head announces. */
    static IdxFile read(Path file, int dimensions) {
        try (InputStream in = open(file)) {
            int[] sizes = header(in, file, dimensions).sizes();
            return new IdxFile(sizes, announced(in, file, (int) product(sizes), 1));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** How many labels a file announces. */
    static int countLabels(Path file) {
        try (InputStream in = open(file)) {
            return labelHeader(in, file).sizes()[0];
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Reads a file of whole numbers in one dimension. */
    static int[] readLabels(Path file) {
        try (InputStream in = open(file)) {
            Head head = labelHeader(in, file);
            int bytes = WHOLE.getOrDefault(head.type(), 1);
            ByteBuffer values = ByteBuffer.wrap(announced(in, file, head.sizes()[0], bytes));
            int[] labels = new int[head.sizes()[0]];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = switch (bytes) {
                    case 4 -> values.getInt();
                    case 2 -> values.getShort();
                    default -> head.type() == UNSIGNED_BYTE ? values.get() & 0xFF : values.get();
                };
            }
            return labels;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static byte[] announced(InputStream in, Path file, int announced, int bytes) throws IOException {
        byte[] values = values(in, announced * bytes);
        if (values.length < announced * bytes) {
            throw broken(
                    file,
                    "ends after " + Texts.count(values.length / bytes, "value") + "; its head announces "
                            + Texts.thousands(announced));
        }
        if (in.read() >= 0) {
            throw broken(file, "goes on after the " + Texts.count(announced, "value") + " its head announces");
        }
        return values;
    }

    private static InputStream open(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.newInputStream(file);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        if (start.length < 2 || (start[0] & 0xFF) != 0x1F || (start[1] & 0xFF) != 0x8B) {
            throw broken(file, "is named .gz but is not gzipped: it starts with " + hex(start) + ", expected 1f 8b");
        }
        InputStream in = Files.newInputStream(file);
        try {
            return new GZIPInputStream(in, BUFFER_BYTES);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Head header(InputStream in, Path file, int dimensions) throws IOException {
        byte[] magic = magic(in);
        if (!starts(magic, dimensions) || magic[2] != UNSIGNED_BYTE) {
            throw unlike(file, "unsigned bytes", dimensions, magic);
        }
        return new Head(UNSIGNED_BYTE, sizes(in, file, dimensions));
    }

    private static Head labelHeader(InputStream in, Path file) throws IOException {
        byte[] magic = magic(in);
        if (!starts(magic, 1) || !WHOLE.containsKey((int) magic[2])) {
            throw unlike(file, "whole numbers", 1, magic);
        }
        return new Head(magic[2], sizes(in, file, 1));
    }

    private static byte[] magic(InputStream in) throws IOException {
        byte[] magic = new byte[4];
        return Arrays.copyOf(magic, fill(in, magic));
    }

    private static boolean starts(byte[] magic, int dimensions) {
        return magic.length == 4 && magic[0] == 0 && magic[1] == 0 && magic[3] == dimensions;
    }

    private static DatasetException unlike(Path file, String values, int dimensions, byte[] found) {
        byte[] expected = {0, 0, UNSIGNED_BYTE, (byte) dimensions};
        return broken(
                file,
                "does not start like an IDX file of " + values + " in " + Texts.count(dimensions, "dimension")
                        + ": found " + hex(found) + ", expected " + hex(expected));
    }

    private static int[] sizes(InputStream in, Path file, int dimensions) throws IOException {
        byte[] sizeBytes = new byte[4 * dimensions];
        int found = fill(in, sizeBytes);
        if (found < sizeBytes.length) {
            throw broken(file, "ends after " + (4 + found) + " bytes; its head needs " + (4 + sizeBytes.length));
        }
        int[] sizes = new int[dimensions];
        ByteBuffer.wrap(sizeBytes).asIntBuffer().get(sizes);
        for (int size : sizes) {
            if (size < 1) {
                throw broken(file, "announces a dimension of size " + size + "; expected 1 or more");
            }
        }
        if (product(sizes) > MAX_VALUES) {
            throw broken(
                    file,
                    "announces more values than the " + Texts.thousands(MAX_VALUES) + " allowed: sizes "
                            + Arrays.toString(sizes));
        }
        return sizes;
    }

    /** The product, or something above the limit as soon as that is passed. */
    private static long product(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            product = product > MAX_VALUES ? product : product * size;
        }
        return product;
    }

    /** Reads in pieces, so that a short file that announces much costs no more memory than it has. */
    private static byte[] values(InputStream in, int most) throws IOException {
        byte[] values = new byte[0];
        int filled = 0;
        do {
            values = Arrays.copyOf(values, (int) Math.min(most, Math.max(BUFFER_BYTES, 2L * values.length)));
            byte[] rest = new byte[values.length - filled];
            int found = fill(in, rest);
            System.arraycopy(rest, 0, values, filled, found);
            filled += found;
        } while (filled == values.length && filled < most);
        return Arrays.copyOf(values, filled);
    }

    /** Fills the target as far as the stream goes; a gzip stream cut short simply ends there. */
    private static int fill(InputStream in, byte[] target) throws IOException {
        int filled = 0;
        try {
            while (filled < target.length) {
                int count = in.read(target, filled, target.length - filled);
                if (count < 0) {
                    break;
                }
                filled += count;
            }
        } catch (EOFException cutShort) {
            return filled;
        }
        return filled;
    }

    private static String hex(byte[] bytes) {
        return bytes.length == 0 ? "nothing" : HexFormat.ofDelimiter(" ").formatHex(bytes);
    }

    private static DatasetException unreadable(Path file, IOException e) {
        return broken(file, "cannot be read: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }

    private static DatasetException broken(Path file, String problem) {
        return new DatasetException("name", file + " " + problem);
    }
}
