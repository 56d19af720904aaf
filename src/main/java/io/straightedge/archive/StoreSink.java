package io.straightedge.archive;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PathRecord;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import java.util.ArrayList;
import java.util.List;

/** Gives what was measured to a store: points of one step in an event, many events in a transaction. */
final class StoreSink implements RunReader.Sink {
    private static final int MOST_POINTS = 5000;
    private static final int POINTS_PER_EVENT = 500;
    private static final int MOST_PATHS = 16;

    private final RunStore store;
    private final long run;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<MetricPoint> points = new ArrayList<>();
    private final List<PathRecord> paths = new ArrayList<>();
    private int waiting;
    private long step;

    StoreSink(RunStore store, long run) {
        this.store = store;
        this.run = run;
    }

    @Override
    public void point(MetricPoint point) {
        if (!points.isEmpty() && (point.step() != step || points.size() == POINTS_PER_EVENT)) {
            endEvent();
        }
        step = point.step();
        points.add(point);
        if (++waiting >= MOST_POINTS) {
            flush();
        }
    }

    @Override
    public void path(long pathStep, PathRecord path) {
        if (!points.isEmpty() || (!paths.isEmpty() && (pathStep != step || paths.size() == MOST_PATHS))) {
            flush();
        }
        step = pathStep;
        paths.add(path);
    }

    @Override
    public void readings(long readingsStep, List<PairReading> readings) {
        flush();
        store.append(List.of(new RunEvent.Paths(run, 0, readingsStep, List.of(), readings)));
    }

    /** Writes what is left. */
    void flush() {
        endEvent();
        if (!events.isEmpty()) {
            store.append(events);
            events.clear();
        }
        waiting = 0;
    }

    private void endEvent() {
        if (!points.isEmpty()) {
            events.add(new RunEvent.Points(run, 0, List.copyOf(points)));
            points.clear();
        }
        if (!paths.isEmpty()) {
            events.add(new RunEvent.Paths(run, 0, step, List.copyOf(paths), List.of()));
            paths.clear();
        }
    }
}
