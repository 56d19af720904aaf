package io.straightedge.bench;

import io.straightedge.bench.Table.Column;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the cost of a path grows with the width n of two hidden layers, 784-n-n-10. */
final class Widths {
    private static final int[] WIDTHS = {256, 512, 1024, 2048, 4096};
    private static final int QUICK = 3;
    private static final int SEGMENTS = 4;

    /** Means over the segments, by width. */
    private final double[] width;

    private final double[] kinks;
    private final double[] millis;

    Widths(boolean quick) {
        int count = quick ? QUICK : WIDTHS.length;
        width = new double[count];
        kinks = new double[count];
        millis = new double[count];
    }

    Table sweep(PrintStream out, boolean quick) {
        Table table = new Table(
                out,
                "Width: kinks and milliseconds of one path of 784-n-n-10 (medians, mean of " + SEGMENTS + " segments).",
                new Column("network", "network", "%s"),
                new Column("kinks", "kinks", "%.0f"),
                new Column("millis", "ms", "%.3f"),
                new Column("microsPerKink", "us a kink", "%.3f"),
                new Column("nanosPerKinkAndUnit", "ns a kink and unit", "%.3f"));
        for (int i = 0; i < width.length; i++) {
            int n = WIDTHS[i];
            Workload work = Workload.of(1, SEGMENTS, 784, n, n, 10);
            ReluNetwork network = work.network();
            Runnable all = () -> work.segments().forEach(network::restrict);
            width[i] = n;
            millis[i] = Contest.run(quick ? 1 : 4, quick ? 3 : 7, List.of(all))
                            .get(0)
                            .wall()
                    / SEGMENTS;
            for (Segment segment : work.segments()) {
                kinks[i] += (double) network.restrict(segment).kinks() / SEGMENTS;
            }
            double micros = 1e3 * millis[i] / kinks[i];
            table.row(Workload.name(784, n, n, 10), kinks[i], millis[i], micros, 1e3 * micros / n);
        }
        return table;
    }

    /** After {@link #sweep}. */
    Table fits(PrintStream out) {
        Table table = new Table(
                out,
                "Growth: exponents of the width, fitted by least squares to the logarithms of the table above.",
                new Column("quantity", "quantity", "%s"),
                new Column("exponent", "exponent", "%.2f"),
                new Column("standardError", "std. error", "%.2f"),
                new Column("goal", "goal, at most", "%.0f"));
        double[] perKink = new double[width.length];
        for (int i = 0; i < width.length; i++) {
            perKink[i] = millis[i] / kinks[i];
        }
        fit(table, "time a kink", perKink, 1.0);
        fit(table, "kinks", kinks, null);
        fit(table, "time", millis, null);
        return table;
    }

    private void fit(Table table, String quantity, double[] values, @Nullable Double goal) {
        PowerLaw law = PowerLaw.fit(width, values);
        table.row(quantity, law.exponent(), law.standardError(), goal);
    }
}
