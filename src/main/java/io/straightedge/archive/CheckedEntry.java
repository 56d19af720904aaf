package io.straightedge.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** The unpacked bytes of an entry: not more than it may have, and at their end the checksum they should have. */
final class CheckedEntry extends FilterInputStream {
    private final ZipEntry entry;
    private final ByteBudget total;
    private final long most;
    private final CRC32 checksum = new CRC32();
    private long size;

    /**
     * @param most bytes this entry may have
     * @param total what all entries together may still have
     */
    CheckedEntry(InputStream in, ZipEntry entry, long most, ByteBudget total) {
        super(in);
        this.entry = entry;
        this.most = most;
        this.total = total;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = super.read(target, offset, length);
        if (count > 0) {
            checksum.update(target, offset, count);
            size += count;
            if (size > most) {
                throw new ArchiveException(entry.getName() + " has more than " + most + " bytes unpacked");
            }
            total.spend(count);
        } else if (count < 0 && checksum.getValue() != entry.getCrc()) {
            throw new ArchiveException(entry.getName() + " is damaged: its checksum does not fit; export it again");
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** What all entries of an archive may have together. */
    static final class ByteBudget {
        private final long most;
        private long spent;

        ByteBudget(long most) {
            this.most = most;
        }

        private void spend(int bytes) {
            spent += bytes;
            if (spent > most) {
                throw new ArchiveException("the archive has more than " + most + " bytes unpacked");
            }
        }
    }
}
