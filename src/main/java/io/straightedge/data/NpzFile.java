package io.straightedge.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads NumPy's {@code .npz}: a ZIP of {@code .npy} arrays, each a short text header (type, order, shape)
 * and then the values. Takes real numbers of every type that float64 holds, of either byte order, in C or
 * Fortran order, stored or deflated. Ours because ND4J's reader does not come back from a truncated file and knows no compression.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The NPY format</a>
 */
public final class NpzFile {
    /** A gigabyte of float64 in all arrays together; a header that announces more is refused before its values are read. */
    private static final long MOST_VALUES = 1L << 27;

    private static final int MOST_ARRAYS = 1000;
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])([a-zA-Z])(\\d*)");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\sL]*)\\)");

    private NpzFile() {}

    /**
     * One array.
     *
     * @param shape size of each dimension; empty for a single value
     * @param values row-major
     */
    public record Array(int[] shape, double[] values) {

        /** The shape as NumPy writes it. */
        public String shapeText() {
            String sizes = String.join(
                    ", ", Arrays.stream(shape).mapToObj(String::valueOf).toList());
            return "(" + sizes + (shape.length == 1 ? ",)" : ")");
        }
    }

    /**
     * Arrays by name, in the order of the file.
     *
     * @param values those that are wanted
     * @param others names of the others, which may be of any type
     */
    public record Contents(Map<String, Array> values, List<String> others) {}

    /**
     * @param wanted by name
     * @throws IOException naming the file, the array and what is wrong with it
     */
    public static Contents read(Path file, Predicate<String> wanted) throws IOException {
        return read(file, wanted, MOST_VALUES);
    }

    /** @param most values in all wanted arrays together */
    static Contents read(Path file, Predicate<String> wanted, long most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is not there or no file");
        }
        Contents contents = new Contents(new LinkedHashMap<>(), new ArrayList<>());
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ARRAYS) {
                throw new IOException(file + " holds more than " + MOST_ARRAYS + " arrays");
            }
            long left = most;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                String name = entry.getName().replaceFirst("\\.npy$", "");
                if (wanted.test(name)) {
                    Array array = read(zip, entry, file + ", array " + name, left);
                    left -= array.values().length;
                    contents.values().put(name, array);
                } else {
                    contents.others().add(name);
                }
            }
        } catch (ZipException
                | EOFException
                | IllegalArgumentException e) { // the last of an entry's comment that is no text
            throw new IOException(file + " is no NPZ file (" + e.getMessage() + ")", e);
        }
        return contents;
    }

    private static Array read(ZipFile zip, ZipEntry entry, String place, long most) throws IOException {
        try (InputStream stream = zip.getInputStream(entry);
                DataInputStream in = new DataInputStream(stream)) {
            return read(in, place, most);
        } catch (EOFException e) {
            throw new IOException(place + " ends before its last value", e);
        } catch (ZipException e) {
            throw new IOException(place + " is damaged (" + e.getMessage() + ")", e);
        }
    }

    private static Array read(DataInputStream in, String place, long most) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(place + " is no NPY array");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte();
        byte[] lengthBytes = new byte[version == 1 ? 2 : 4];
        in.readFully(lengthBytes);
        int length = ByteBuffer.wrap(Arrays.copyOf(lengthBytes, 4))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        if (version > 3 || length < 0 || length > 1 << 16) {
            throw new IOException(place + " has an NPY header of version " + version + " and " + length + " bytes");
        }
        byte[] header = new byte[length];
        in.readFully(header);
        return values(in, new String(header, StandardCharsets.UTF_8), place, most);
    }

    private static Array values(DataInputStream in, String header, String place, long most) throws IOException {
        Matcher type = find(DESCR, header, place);
        String name = type.group(2) + type.group(3);
        NpyType numbers = NpyType.of(name);
        if (numbers == null) {
            throw new IOException(place + " has values of type " + name + "; use real numbers of at most 64 bits");
        }
        int[] shape = shape(find(SHAPE, header, place).group(1), place);
        long count = 1;
        for (int size : shape) {
            count = size == 0 || count <= most / size ? count * size : Long.MAX_VALUE;
        }
        if (count > most) {
            throw new IOException(place + " announces shape " + Arrays.toString(shape) + ", more than the " + most
                    + " values that are left to it");
        }
        ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        double[] values = readValues(in, (int) count, numbers, order, place);
        if (in.read() >= 0) {
            throw new IOException(place + " goes on after its last value");
        }
        boolean fortran = find(ORDER, header, place).group(1).equals("True");
        return new Array(shape, fortran && shape.length == 2 ? transposed(values, shape[0], shape[1]) : values);
    }

    /** Reads in pieces, so that a short file that announces much costs no more memory than it has. */
    private static double[] readValues(DataInputStream in, int count, NpyType type, ByteOrder order, String place)
            throws IOException {
        int piece = 1 << 14;
        double[] values = new double[Math.min(count, piece)];
        byte[] bytes = new byte[piece * type.size()];
        for (int done = 0; done < count; done += piece) {
            int now = Math.min(piece, count - done);
            in.readFully(bytes, 0, now * type.size());
            if (done + now > values.length) {
                values = Arrays.copyOf(values, Math.min(count, Math.max(done + now, 2 * values.length)));
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
            for (int i = 0; i < now; i++) {
                values[done + i] = number(type, buffer, place);
            }
        }
        return values;
    }

    private static double number(NpyType type, ByteBuffer bytes, String place) throws IOException {
        try {
            return type.reader().next(bytes);
        } catch (IOException e) {
            throw new IOException(place + " has " + e.getMessage(), e);
        }
    }

    private static int[] shape(String text, String place) throws IOException {
        try {
            return Pattern.compile("[,\\sL]+")
                    .splitAsStream(text.strip())
                    .filter(part -> !part.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new IOException(place + " has the shape (" + text + ")", e);
        }
    }

    private static double[] transposed(double[] values, int rows, int columns) {
        double[] result = new double[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[i * columns + j] = values[j * rows + i];
            }
        }
        return result;
    }

    private static Matcher find(Pattern pattern, String header, String place) throws IOException {
        @Nullable Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException(place + " has a header that cannot be read: "
                    + header.strip().substring(0, Math.min(80, header.strip().length())));
        }
        return matcher;
    }
}
