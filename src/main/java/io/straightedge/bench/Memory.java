package io.straightedge.bench;

import com.sun.management.ThreadMXBean;
import io.straightedge.bench.Table.Column;
import io.straightedge.pwl.Restriction;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/** What restricting takes beside the network's weights. */
final class Memory {
    private static final double GOAL = 250;
    private static final int[] WIDTHS = {784, 4096, 4096, 10};

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long peak;

    private Memory() {}

    static Table run(PrintStream out) {
        Table table = new Table(
                out,
                "Memory above the weights: all that the heap gave, garbage and paths included, and the peak of the engine's"
                        + " buffers outside it (not BLAS's own one).",
                new Column("network", "network", "%s"),
                new Column("pairs", "pairs", "%d"),
                new Column("heap", "heap MB", "%.1f"),
                new Column("outside", "outside MB", "%.1f"),
                new Column("sum", "sum MB", "%.1f"),
                new Column("goal", "goal MB", "%.0f"));
        for (int pairs : new int[] {1, 32, 128}) {
            new Memory().measure(table, pairs);
        }
        return table;
    }

    private void measure(Table table, int pairs) {
        Workload work = Workload.of(1, pairs, WIDTHS);
        long outside = Pointer.totalBytes();
        long thread = Thread.currentThread().getId();
        long heap = threads.getThreadAllocatedBytes(thread);
        peak = outside;
        try (Restriction restriction = work.network().restriction(Restriction.DEFAULT_MEMORY)) {
            restriction.paths(work.segments(), fraction -> notePeak());
            heap = threads.getThreadAllocatedBytes(thread) - heap;
            notePeak();
        }
        double heapMegabytes = heap / 1e6;
        double outsideMegabytes = (peak - outside) / 1e6;
        table.row(
                Workload.name(WIDTHS), pairs, heapMegabytes, outsideMegabytes, heapMegabytes + outsideMegabytes, GOAL);
    }

    private boolean notePeak() {
        peak = Math.max(peak, Pointer.totalBytes());
        return true;
    }
}
