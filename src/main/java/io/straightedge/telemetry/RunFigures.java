package io.straightedge.telemetry;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the events of runs under way say: how many train, how fast, and how far measuring is behind. */
final class RunFigures {
    private static final String SPEED = "speed/steps_per_second";
    private static final String SKIPPED = "measure/skipped";
    private static final String MEASURED = "path/gap_deviation";

    private final Map<Long, Figures> running = new HashMap<>();
    private long skipped;
    private long finished;
    private long failed;

    private static final class Figures {
        double speed;
        double skipped;
        long trained;
        long measured;
    }

    synchronized void observe(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event instanceof RunEvent.StateChanged change) {
                moved(event.run(), change.state());
            } else if (event instanceof RunEvent.Points points && running.containsKey(event.run())) {
                points.points().forEach(point -> observe(running.get(event.run()), point));
            }
        }
    }

    synchronized int running() {
        return running.size();
    }

    /** Of all runs together. */
    synchronized double stepsPerSecond() {
        return running.values().stream().mapToDouble(run -> run.speed).sum();
    }

    /** Steps that were due to be measured and were not, since the server started. */
    synchronized long skipped() {
        return skipped;
    }

    /** How long ago in its training the step was that a run has measured last; of the run furthest behind. */
    synchronized double lagSeconds() {
        return running.values().stream()
                .mapToDouble(run -> Math.max(0, run.trained - run.measured) / 1000.0)
                .max()
                .orElse(0);
    }

    synchronized long finished() {
        return finished;
    }

    synchronized long failed() {
        return failed;
    }

    private void moved(long run, RunState state) {
        if (state == RunState.RUNNING) {
            running.putIfAbsent(run, new Figures());
        } else {
            running.remove(run);
        }
        finished += state == RunState.FINISHED ? 1 : 0;
        failed += state == RunState.FAILED ? 1 : 0;
    }

    private void observe(Figures run, MetricPoint point) {
        switch (point.key()) {
            case SPEED -> {
                run.speed = point.value();
                run.trained = Math.max(run.trained, point.millis());
            }
            case SKIPPED -> {
                skipped += Math.max(0, (long) (point.value() - run.skipped));
                run.skipped = point.value();
            }
            case MEASURED -> run.measured = Math.max(run.measured, point.millis());
            default -> run.trained = Math.max(run.trained, point.millis());
        }
    }
}
