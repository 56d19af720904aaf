package io.straightedge.archive;

import io.straightedge.run.PairReading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One line of {@code readings.ndjson}: what was measured of every pair at a step, column by column. */
record ReadingEntry(
        long step, int[] kinks, float[] gapDeviation, float[] deflectionRatio, float[] maxBend, float[] straightness) {

    static ReadingEntry of(long step, List<PairReading> readings) {
        return new ReadingEntry(
                step,
                readings.stream().mapToInt(PairReading::kinks).toArray(),
                column(readings, PairReading::gapDeviation),
                column(readings, PairReading::deflectionRatio),
                column(readings, PairReading::maxBend),
                column(readings, PairReading::straightness));
    }

    /** @throws IllegalArgumentException unless there is a reading of each pair; the message names the field */
    List<PairReading> toReadings(int pairs) {
        Columns.check("kinks", kinks.length, pairs);
        Columns.check("gapDeviation", gapDeviation.length, pairs);
        Columns.check("deflectionRatio", deflectionRatio.length, pairs);
        Columns.check("maxBend", maxBend.length, pairs);
        Columns.check("straightness", straightness.length, pairs);
        List<PairReading> readings = new ArrayList<>(pairs);
        for (int i = 0; i < pairs; i++) {
            if (kinks[i] < 0) {
                throw new IllegalArgumentException("kinks of pair " + i + " are " + kinks[i] + ", which is below 0");
            }
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
