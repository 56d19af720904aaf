package io.straightedge.store;

import io.straightedge.run.PairRecord;
import io.straightedge.run.PairRecord.End;

/** The binary form of a pair, all but its number. */
final class PairBlob {

    private static final int VERSION = 1;

    private PairBlob() {}

    static byte[] encode(PairRecord pair) {
        BlobWriter out = new BlobWriter(VERSION);
        write(out, pair.a());
        write(out, pair.b());
        return out.finish();
    }

    static PairRecord decode(int pair, byte[] blob, String what) {
        BlobReader in = new BlobReader(blob, VERSION, what);
        PairRecord record = new PairRecord(pair, read(in), read(in));
        in.finish();
        return record;
    }

    private static void write(BlobWriter out, End end) {
        out.writeInt(end.sample());
        out.writeText(end.label());
        out.writeInt(end.width());
        out.writeInt(end.input().length);
        out.writeFloats(end.input());
    }

    private static End read(BlobReader in) {
        int sample = in.readInt();
        String label = in.readText();
        int width = in.readInt();
        return new End(sample, label, in.readFloats(in.readInt()), width);
    }
}
