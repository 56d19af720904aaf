package io.straightedge.bench;

import io.straightedge.bench.Table.Column;
import io.straightedge.pwl.Path;
import io.straightedge.pwl.Segment;
import java.io.PrintStream;
import java.util.List;

/** The exact engine beside the sampled estimator, over as many pairs as one measurement takes. */
final class ManyPairs {
    private static final int PAIRS = 128;
    private static final int POINTS = 1000;
    private static final double GOAL = 100;
    private static final int[] WIDTHS = {784, 1000, 10};

    private ManyPairs() {}

    static Table run(PrintStream out, boolean quick) {
        Table table = new Table(
                out,
                PAIRS + " pairs: milliseconds for all of them, exactly and by the sampled estimator from " + POINTS
                        + " points a pair (median).",
                new Column("network", "network", "%s"),
                new Column("kinks", "kinks", "%d"),
                new Column("millis", "exact ms", "%.1f"),
                new Column("switchesSeen", "switches seen", "%d"),
                new Column("sampledMillis", "sampled ms", "%.1f"),
                new Column("faster", "faster", "%.0fx"),
                new Column("goalFaster", "goal", "%.0fx"));
        Workload work = Workload.of(1, PAIRS, WIDTHS);
        List<Segment> segments = work.segments();
        try (SampledReference sampled = new SampledReference(work.network(), POINTS)) {
            Contest.warmUp(quick ? 1 : 3, List.of(() -> work.network().restrictAll(segments)));
            sampled.switches(segments.get(0));
            int[] switches = new int[1];
            List<Contest.Time> times = Contest.measure(
                    quick ? 0 : 10,
                    quick ? 1 : 3,
                    List.of(
                            () -> work.network().restrictAll(segments),
                            () -> switches[0] = segments.stream()
                                    .mapToInt(sampled::switches)
                                    .sum()));
            double exact = times.get(0).wall();
            double reference = times.get(1).wall();
            int kinks = work.network().restrictAll(segments).stream()
                    .mapToInt(Path::kinks)
                    .sum();
            table.row(Workload.name(WIDTHS), kinks, exact, switches[0], reference, reference / exact, GOAL);
        }
        return table;
    }
}
