package io.straightedge;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells how far one run is, from its events. */
final class RunProgress {
    private final PrintStream out;
    private final ProgressLine line;
    private final Map<String, Double> latest = new HashMap<>();
    private long totalSteps;
    private long step;
    private long millis;

    RunProgress(PrintStream out, ProgressLine line) {
        this.out = out;
        this.line = line;
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

    private void print() {
        long remaining = step == 0 ? 0 : millis * (totalSteps - step) / step;
        line.show(
                totalSteps == 0 ? 0 : (double) step / totalSteps,
                "step " + step + " of " + totalSteps + ", loss " + value("train/loss") + ", gap deviation "
                        + value("path/gap_deviation") + ", " + ProgressLine.duration(remaining) + " remaining");
    }

    private String value(String key) {
        Double value = latest.get(key);
        return value == null ? "–" : String.format(Locale.ROOT, "%.3g", value);
    }
}
