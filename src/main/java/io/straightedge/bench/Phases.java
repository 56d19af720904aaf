package io.straightedge.bench;

import io.straightedge.bench.Table.Column;
import io.straightedge.pwl.Profile.Phase;
import io.straightedge.pwl.Restriction;
import io.straightedge.pwl.Segment;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the exact engine's time goes, and how far it is from what the machine allows. */
final class Phases {
    private Phases() {}

    static Table run(PrintStream out, boolean quick) {
        double productSpeed = Machine.productSpeed();
        Table table = new Table(
                out,
                String.format(
                        Locale.ROOT,
                        "Where the time goes: one path (median ms), its phases, and the least time in which its weights can"
                                + " be read or its sums computed (at %.1f GFLOP/s).",
                        productSpeed),
                columns());
        for (int[] widths : OnePath.networks()) {
            row(table, widths, productSpeed, quick);
        }
        return table;
    }

    private static Column[] columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("network", "network", "%s"));
        columns.add(new Column("millis", "ms", "%.3f"));
        for (Phase phase : Phase.values()) {
            if (phase != Phase.IDLE) {
                String name = phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                columns.add(new Column(name, name, "%.0f%%"));
            }
        }
        columns.add(new Column("megabytes", "MB", "%.2f"));
        columns.add(new Column("readSpeed", "GB/s", "%.1f"));
        columns.add(new Column("megaflop", "MFLOP", "%.1f"));
        columns.add(new Column("leastMillis", "least ms", "%.4f"));
        columns.add(new Column("timesLeast", "times that", "%.1f"));
        return columns.toArray(Column[]::new);
    }

    private static void row(Table table, int[] widths, double productSpeed, boolean quick) {
        Workload work = Workload.of(1, 1, widths);
        Segment segment = work.segments().get(0);
        List<Object> figures = new ArrayList<>();
        figures.add(Workload.name(widths));
        double millis;
        try (Restriction restriction = work.network().restriction(Restriction.DEFAULT_MEMORY)) {
            List<Runnable> task = List.of(() -> restriction.path(segment));
            Contest.warmUp(quick ? 0.3 : 1, task);
            Map<Phase, Double> before = restriction.profile().millis();
            millis = Contest.measure(quick ? 0.7 : 2, 7, task).get(0).wall();
            figures.add(millis);
            figures.addAll(percent(before, restriction.profile().millis()));
        }
        LeastWork needed = LeastWork.of(work.network(), segment, work.network().restrict(segment));
        double readSpeed = Machine.readSpeed((long) needed.bytes());
        double least = Math.max(needed.bytes() / readSpeed, needed.operations() / productSpeed) / 1e6;
        figures.addAll(List.of(needed.bytes() / 1e6, readSpeed, needed.operations() / 1e6, least, millis / least));
        table.row(figures.toArray());
    }

    /** Each phase's part of the time between, the idle time left out. */
    private static List<Double> percent(Map<Phase, Double> before, Map<Phase, Double> after) {
        List<Double> spent = Arrays.stream(Phase.values())
                .filter(phase -> phase != Phase.IDLE)
                .map(phase -> after.getOrDefault(phase, 0.0) - before.getOrDefault(phase, 0.0))
                .toList();
        double sum = spent.stream().mapToDouble(Double::doubleValue).sum();
        return spent.stream().map(part -> 100 * part / sum).toList();
    }
}
