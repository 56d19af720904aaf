package io.straightedge.bench;

import io.straightedge.bench.Table.Column;
import io.straightedge.pwl.Segment;
import java.io.PrintStream;
import java.util.List;

/** The exact engine beside the published algorithm, one segment at a time. */
final class OnePath {
    /** A network, and by how much and to what time the project wants to be there. */
    private record Goal(double ratio, double millis, int... widths) {}

    private static final List<Goal> GOALS = List.of(
            new Goal(3, 0.2, 1, 1000, 1),
            new Goal(3, 0.9, 784, 512, 512, 10),
            new Goal(2, 20, 784, 1024, 1024, 1024, 10),
            new Goal(6, 1.5, 2, 4096, 1),
            new Goal(15, 40, 784, 4096, 4096, 10),
            new Goal(3, 0.12, 10, 64, 64, 64, 64, 64, 1));

    private OnePath() {}

    /** Widths of the networks of this table. */
    static List<int[]> networks() {
        return GOALS.stream().map(Goal::widths).toList();
    }

    static Table run(PrintStream out, boolean quick) {
        Table table = new Table(
                out,
                "One exact path: milliseconds of the exact engine and of the published layer-by-layer algorithm in float32"
                        + " (median; CPU is processor time).",
                new Column("network", "network", "%s"),
                new Column("kinks", "kinks", "%d"),
                new Column("millis", "exact ms", "%.3f"),
                new Column("cpuMillis", "CPU ms", "%.3f"),
                new Column("layerwiseKinks", "layerwise kinks", "%d"),
                new Column("layerwiseMillis", "layerwise ms", "%.3f"),
                new Column("layerwiseCpuMillis", "CPU ms", "%.3f"),
                new Column("faster", "faster", "%.1fx"),
                new Column("goalFaster", "goal", "%.0fx"),
                new Column("goalMillis", "goal ms", "%.2f"));
        for (Goal goal : GOALS) {
            Workload work = Workload.of(1, 1, goal.widths());
            Segment segment = work.segments().get(0);
            try (LayerwiseReference layerwise = new LayerwiseReference(work.network())) {
                List<Contest.Time> times = Contest.run(
                        quick ? 1.5 : 6,
                        quick ? 3 : 7,
                        List.of(() -> work.network().restrict(segment), () -> layerwise.kinks(segment)));
                Contest.Time exact = times.get(0);
                Contest.Time published = times.get(1);
                table.row(
                        Workload.name(goal.widths()),
                        work.network().restrict(segment).kinks(),
                        exact.wall(),
                        exact.cpu(),
                        layerwise.kinks(segment),
                        published.wall(),
                        published.cpu(),
                        published.wall() / exact.wall(),
                        goal.ratio(),
                        goal.millis());
            }
        }
        return table;
    }
}
