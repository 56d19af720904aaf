package io.straightedge.store;

import io.straightedge.run.MeasuredPair;
import io.straightedge.run.PairReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The binary form of measured pairs and of their readings, column by column: alike numbers beside each
 * other deflate better.
 */
final class ReadingBlob {

    private static final int VERSION = 1;

    private ReadingBlob() {}

    static byte[] encodePairs(List<MeasuredPair> pairs) {
        BlobWriter out = new BlobWriter(VERSION);
        out.writeInt(pairs.size());
        pairs.forEach(pair -> out.writeInt(pair.a()));
        pairs.forEach(pair -> out.writeInt(pair.b()));
        pairs.forEach(pair -> out.writeInt(pair.classA() + 1));
        pairs.forEach(pair -> out.writeInt(pair.classB() + 1));
        return out.finish();
    }

    static List<MeasuredPair> decodePairs(byte[] blob, String what) {
        BlobReader in = new BlobReader(blob, VERSION, what);
        int count = in.readInt();
        int[] a = in.readInts(count);
        int[] b = in.readInts(count);
        int[] classA = in.readInts(count);
        int[] classB = in.readInts(count);
        in.finish();
        List<MeasuredPair> pairs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pairs.add(new MeasuredPair(a[i], b[i], classA[i] - 1, classB[i] - 1));
        }
        return pairs;
    }

    static byte[] encode(List<PairReading> readings) {
        BlobWriter out = new BlobWriter(VERSION);
        out.writeInt(readings.size());
        readings.forEach(reading -> out.writeInt(reading.kinks()));
        out.writeFloats(column(readings, PairReading::gapDeviation));
        out.writeFloats(column(readings, PairReading::deflectionRatio));
        out.writeFloats(column(readings, PairReading::maxBend));
        out.writeFloats(column(readings, PairReading::straightness));
        return out.finish();
    }

    static List<PairReading> decode(byte[] blob, String what) {
        BlobReader in = new BlobReader(blob, VERSION, what);
        int count = in.readInt();
        int[] kinks = in.readInts(count);
        float[] gapDeviation = in.readFloats(count);
        float[] deflectionRatio = in.readFloats(count);
        float[] maxBend = in.readFloats(count);
        float[] straightness = in.readFloats(count);
        in.finish();
        List<PairReading> readings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            readings.add(new PairReading(kinks[i], gapDeviation[i], deflectionRatio[i], maxBend[i], straightness[i]));
        }
        return readings;
    }

    private static float[] column(List<PairReading> readings, ToDoubleFunction<PairReading> value) {
        float[] column = new float[readings.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = (float) value.applyAsDouble(readings.get(i));
        }
        return column;
    }
}
