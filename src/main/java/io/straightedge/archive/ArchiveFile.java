package io.straightedge.archive;

import io.straightedge.text.Count;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The entries of a ZIP file that may be anything, read within limits. */
final class ArchiveFile implements Closeable {
    private static final int END_BYTES = 22;
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_ENTRIES = 10;
    private static final int END_DIRECTORY_BYTES = 12;

    private final ZipFile zip;
    private final List<? extends ZipEntry> entries;
    private final Limits limits;
    private final CheckedEntry.ByteBudget total;

    private ArchiveFile(ZipFile zip, List<? extends ZipEntry> entries, Limits limits) {
        this.zip = zip;
        this.entries = entries;
        this.limits = limits;
        this.total = new CheckedEntry.ByteBudget(limits.totalBytes());
    }

    static ArchiveFile open(Path file, Limits limits) throws IOException {
        checkEnd(file, limits);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw damaged(e);
        }
        try {
            return new ArchiveFile(zip, Collections.list(zip.entries()), limits);
        } catch (IllegalArgumentException e) { // an entry's comment is no text
            zip.close();
            throw damaged(e);
        }
    }

    private static ArchiveException damaged(Exception cause) {
        return new ArchiveException("the file is no archive of Straightedge: its ZIP directory is damaged", cause);
    }

    /** @throws ArchiveException unless the entries are exactly these */
    void checkNames(Set<String> expected) {
        Set<String> names = new HashSet<>();
        for (ZipEntry entry : entries) {
            if (!expected.contains(entry.getName())) {
                throw new ArchiveException("the archive has an entry that does not belong there: " + shown(entry));
            } else if (!names.add(entry.getName())) {
                throw new ArchiveException("the archive has two entries named " + entry.getName());
            }
        }
        for (String name : expected) {
            if (!names.contains(name)) {
                throw missing(name);
            }
        }
    }

    <T> T document(String name, Class<T> type) throws IOException {
        try (InputStream in = open(name, limits.jsonBytes())) {
            return Json.read(in, type, name);
        }
    }

    List<PairEntry> pairs(String name) throws IOException {
        try (InputStream in = open(name, limits.jsonBytes())) {
            return Json.read(in, Json.PAIRS, name);
        }
    }

    InputStream table(String name) throws IOException {
        return open(name, limits.tableBytes());
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private InputStream open(String name, long most) throws IOException {
        @Nullable ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw missing(name);
        }
        return new CheckedEntry(zip.getInputStream(entry), entry, most, total);
    }

    private static ArchiveException missing(String name) {
        return new ArchiveException("the archive has no entry " + name + "; export it again");
    }

    private static String shown(ZipEntry entry) {
        String name = entry.getName().replaceAll("\\p{Cntrl}", "?");
        return name.length() > 100 ? name.substring(0, 100) + "…" : name;
    }

    /** Opening a ZIP file reads its whole directory into memory, so its size is looked at first. */
    private static void checkEnd(Path file, Limits limits) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[END_BYTES];
            if (in.length() >= END_BYTES) {
                in.seek(in.length() - END_BYTES);
                in.readFully(end);
            }
            ByteBuffer record = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
            if (record.getInt(0) != END_SIGNATURE) {
                throw new ArchiveException("the file is no archive of Straightedge: it is no ZIP file, or cut short");
            }
            int entries = Short.toUnsignedInt(record.getShort(END_ENTRIES));
            long directory = Integer.toUnsignedLong(record.getInt(END_DIRECTORY_BYTES));
            if (entries > limits.entries() || directory > limits.directoryBytes()) {
                throw new ArchiveException("the archive has more than " + Count.of(limits.runs(), "run")
                        + "; export them in several archives");
            }
        }
    }
}
