package io.straightedge.archive;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.straightedge.run.PairRecord;
import org.jspecify.annotations.Nullable;

/** One pair in {@code pairs.json}. */
record PairEntry(int pair, End a, End b) {

    record End(int sample, @JsonSetter(nulls = Nulls.SET) @Nullable String label, int width, float[] input) {

        private static End of(PairRecord.End end) {
            return new End(end.sample(), end.label(), end.width(), end.input());
        }

        private PairRecord.End toRecord() {
            return new PairRecord.End(sample, label, input, width);
        }
    }

    static PairEntry of(PairRecord pair) {
        return new PairEntry(pair.pair(), End.of(pair.a()), End.of(pair.b()));
    }

    PairRecord toRecord() {
        return new PairRecord(pair, a.toRecord(), b.toRecord());
    }
}
