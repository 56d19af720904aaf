package io.straightedge.store;

import io.straightedge.run.PathRecord;

/** The binary form of a path, all but the number of its pair. */
final class PathBlob {

    private static final int VERSION = 1;

    private PathBlob() {}

    /** @throws IllegalArgumentException when the lengths of the arrays do not fit together */
    static byte[] encode(PathRecord path) {
        check(path, "slope0", path.slope0().length, path.f0().length);
        check(path, "layer", path.layer().length, path.t().length);
        check(path, "unit", path.unit().length, path.t().length);
        check(path, "gap", path.gap().length, (long) path.t().length * path.f0().length);
        BlobWriter out = new BlobWriter(VERSION);
        out.writeInt(path.f0().length);
        out.writeInt(path.t().length);
        out.writeDouble(path.length());
        out.writeDoubles(path.f0());
        out.writeDoubles(path.slope0());
        out.writeDoubles(path.t());
        out.writeInts(path.layer());
        out.writeInts(path.unit());
        out.writeFloats(path.gap());
        return out.finish();
    }

    static PathRecord decode(int pair, byte[] blob, String what) {
        BlobReader in = new BlobReader(blob, VERSION, what);
        int outputs = in.readInt();
        int kinks = in.readInt();
        PathRecord path = new PathRecord(
                pair,
                in.readDouble(),
                in.readDoubles(outputs),
                in.readDoubles(outputs),
                in.readDoubles(kinks),
                in.readInts(kinks),
                in.readInts(kinks),
                in.readFloats((long) kinks * outputs));
        in.finish();
        return path;
    }

    private static void check(PathRecord path, String array, long length, long expected) {
        if (length != expected) {
            throw new IllegalArgumentException("path of pair " + path.pair() + ": " + array + " has " + length
                    + " entries; with " + path.t().length + " kinks and " + path.f0().length + " outputs it needs "
                    + expected);
        }
    }
}
