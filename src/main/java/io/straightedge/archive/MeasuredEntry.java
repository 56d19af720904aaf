package io.straightedge.archive;

import io.straightedge.run.MeasuredPair;
import java.util.List;
import java.util.stream.IntStream;

/** {@code measured.json}: the samples and classes of every measured pair, column by column. */
record MeasuredEntry(int[] a, int[] b, int[] classA, int[] classB) {

    static MeasuredEntry of(List<MeasuredPair> pairs) {
        return new MeasuredEntry(
                pairs.stream().mapToInt(MeasuredPair::a).toArray(),
                pairs.stream().mapToInt(MeasuredPair::b).toArray(),
                pairs.stream().mapToInt(MeasuredPair::classA).toArray(),
                pairs.stream().mapToInt(MeasuredPair::classB).toArray());
    }

    /**
     * @param classes that the network tells apart; its outputs
     * @throws IllegalArgumentException when the columns do not fit together; the message names the field
     */
    List<MeasuredPair> toPairs(int classes) {
        Columns.check("b", b.length, a.length);
        Columns.check("classA", classA.length, a.length);
        Columns.check("classB", classB.length, a.length);
        return IntStream.range(0, a.length).mapToObj(i -> pair(i, classes)).toList();
    }

    private MeasuredPair pair(int i, int classes) {
        if (a[i] < 0 || b[i] < 0 || !isClass(classA[i], classes) || !isClass(classB[i], classes)) {
            throw new IllegalArgumentException("pair " + i + " is of samples " + a[i] + " and " + b[i] + ", classes "
                    + classA[i] + " and " + classB[i] + "; samples are counted from 0, classes below " + classes
                    + ", -1 is none");
        }
        return new MeasuredPair(a[i], b[i], classA[i], classB[i]);
    }

    private static boolean isClass(int index, int classes) {
        return index >= -1 && index < classes;
    }
}
