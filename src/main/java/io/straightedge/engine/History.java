package io.straightedge.engine;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunStore;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an earlier part of a run has recorded already. Training repeats the steps since its checkpoint, and
 * nothing is recorded twice.
 *
 * @param setUp whether the setup is there
 * @param theory whether the theory is there
 * @param lossStep step of the last point of the training loss; 0 before the first
 * @param speedStep step of the last point of the speed; 0 before the first
 * @param measured steps that have been measured
 * @param millis the run's clock at its last point
 */
record History(boolean setUp, boolean theory, long lossStep, long speedStep, Set<Long> measured, long millis) {
    private static final String LOSS = "train/loss";
    private static final String SPEED = "speed/steps_per_second";
    private static final String MEASURED = "measure/millis";
    private static final String THEORY = "theory/kinks";

    static final History NONE = new History(false, false, 0, 0, Set.of(), 0);

    /** The same, for somebody sees to the measuring of these. */
    History alsoMeasured(List<Snapshot> snapshots) {
        Set<Long> steps = new HashSet<>(measured);
        snapshots.forEach(snapshot -> steps.add(snapshot.step()));
        return new History(setUp, theory, lossStep, speedStep, steps, millis);
    }

    static History of(Run run, RunStore store) {
        if (run.lastSeq() == 0) {
            return NONE;
        }
        Map<String, List<MetricPoint>> points = store.metrics(run.id(), Set.of(LOSS, SPEED, MEASURED, THEORY));
        List<MetricPoint> measurements = points.getOrDefault(MEASURED, List.of());
        return new History(
                run.setup() != null,
                points.containsKey(THEORY),
                lastStep(points, LOSS),
                lastStep(points, SPEED),
                measurements.stream().map(MetricPoint::step).collect(Collectors.toSet()),
                points.values().stream()
                        .flatMap(List::stream)
                        .mapToLong(MetricPoint::millis)
                        .max()
                        .orElse(0));
    }

    private static long lastStep(Map<String, List<MetricPoint>> points, String key) {
        List<MetricPoint> series = points.getOrDefault(key, List.of());
        return series.isEmpty() ? 0 : series.get(series.size() - 1).step();
    }
}
