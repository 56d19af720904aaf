package io.straightedge;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One line that tells how far a run is: rewritten on a terminal, a new one for every tenth elsewhere. */
final class ProgressLine {
    private static final int WIDTH = 24;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Double> latest = new HashMap<>();
    private long totalSteps;
    private long step;
    private long millis;
    private long tenthsShown = -1;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(RunEvent event) {
        if (event instanceof RunEvent.SetUp setUp) {
            totalSteps = setUp.setup().totalSteps();
            out.println(setUp.setup().data());
        } else if (event instanceof RunEvent.Points points) {
            for (MetricPoint point : points.points()) {
                latest.put(point.key(), point.value());
                step = Math.max(step, point.step());
                millis = Math.max(millis, point.millis());
            }
            print();
        }
    }

    /** Leaves the line for whatever is printed next. */
    void end() {
        if (terminal && tenthsShown >= 0) {
            out.println();
        }
    }

    private void print() {
        long tenths = totalSteps == 0 ? 0 : 10 * step / totalSteps;
        if (!terminal && tenths == tenthsShown) {
            return;
        }
        tenthsShown = tenths;
        int filled = totalSteps == 0 ? 0 : (int) (WIDTH * step / totalSteps);
        long remaining = step == 0 ? 0 : millis * (totalSteps - step) / step / 1000;
        String line = String.format(
                Locale.ROOT,
                "[%s%s] step %d of %d, loss %s, gap deviation %s, %s remaining",
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                step,
                totalSteps,
                value("train/loss"),
                value("path/gap_deviation"),
                String.format(Locale.ROOT, "%d:%02d", remaining / 60, remaining % 60));
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            out.flush();
        } else {
            out.println(line);
        }
    }

    private String value(String key) {
        Double value = latest.get(key);
        return value == null ? "–" : String.format(Locale.ROOT, "%.3g", value);
    }
}
