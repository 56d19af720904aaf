package io.straightedge.bench;

import io.straightedge.linalg.Blas;
import io.straightedge.pwl.Path;
import io.straightedge.pwl.Segment;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints how fast the exact engine is beside what it replaces. One thread, one process, one run. */
public final class Bench {
    private Bench() {}

    /** Network, and by how much and to what time the project wants to be there. */
    private record Goal(double ratio, double millis, int... widths) {}

    private static final List<Goal> GOALS = List.of(
            new Goal(3, 0.2, 1, 1000, 1),
            new Goal(3, 0.9, 784, 512, 512, 10),
            new Goal(2, 20, 784, 1024, 1024, 1024, 10),
            new Goal(6, 1.5, 2, 4096, 1),
            new Goal(15, 40, 784, 4096, 4096, 10),
            new Goal(3, 0.12, 10, 64, 64, 64, 64, 64, 1));

    /**
     * Runs everything and prints the tables.
     *
     * @param quick fewer repetitions and narrower networks: a minute instead of several
     * @return exit status: 0
     */
    public static int run(PrintStream out, boolean quick) {
        Blas.useOneThread();
        out.println(Blas.description() + ", Java " + Runtime.version() + ", one thread");
        onePath(out, quick);
        return 0;
    }

    private static void onePath(PrintStream out, boolean quick) {
        out.println();
        out.println("One exact path, milliseconds (median; processor time in brackets)");
        out.printf(
                Locale.ROOT,
                "%-22s %6s %18s %18s %8s %6s %8s%n",
                "network",
                "kinks",
                "exact engine",
                "layer by layer",
                "faster",
                "goal",
                "goal ms");
        for (Goal goal : GOALS) {
            Workload work = Workload.of(1, 1, goal.widths());
            Segment segment = work.segments().get(0);
            try (LayerwiseReference reference = new LayerwiseReference(work.network())) {
                Path path = work.network().restrict(segment);
                List<Contest.Time> times = Contest.run(
                        quick ? 1.5 : 6,
                        quick ? 3 : 7,
                        List.of(() -> work.network().restrict(segment), () -> reference.kinks(segment)));
                out.printf(
                        Locale.ROOT,
                        "%-22s %6d %9.3f (%6.3f) %9.3f (%6.3f) %7.1fx %5.0fx %8.2f%n",
                        Workload.name(goal.widths()),
                        path.kinks(),
                        times.get(0).wall(),
                        times.get(0).cpu(),
                        times.get(1).wall(),
                        times.get(1).cpu(),
                        times.get(1).wall() / times.get(0).wall(),
                        goal.ratio(),
                        goal.millis());
                out.println("   reference kinks " + reference.kinks(segment));
            }
        }
    }
}
