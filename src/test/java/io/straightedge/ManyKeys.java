package io.straightedge;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A finished run with a loss and thousands of other metrics, as tools that watch every layer bring along. */
final class ManyKeys {
    private static final List<String> WHAT = List.of("weight", "bias", "gradient", "activation");
    private static final int PER_EVENT = 2000;
    private static final int EVENTS_AT_ONCE = 50;

    private ManyKeys() {}

    /** Adds the run to the store of a directory: so many keys besides the loss, a point of each at every step. */
    static long fill(Path directory, int keys, int steps) {
        List<String> names = new ArrayList<>(List.of("train/loss", "test/loss"));
        IntStream.range(0, keys)
                .forEach(i -> names.add("layer_" + i / 100 + "/" + WHAT.get(i % 4) + "/unit_" + i % 100));
        try (RunStore store = H2RunStore.open(directory)) {
            Run run = store.create(RunSpec.of(Map.of("name", "many metrics")), Instant.now());
            RunSetup setup = new RunSetup(steps, 10, List.of(784, 1000, 10), 795_010, "data", List.of(), Map.of());
            store.append(List.of(
                    new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.RUNNING, ""),
                    new RunEvent.SetUp(run.id(), 0, setup, List.of(), List.of())));
            List<RunEvent> events = new ArrayList<>();
            for (int step = 0; step < steps; step++) {
                for (int from = 0; from < names.size(); from += PER_EVENT) {
                    events.add(new RunEvent.Points(
                            run.id(), 0, points(names.subList(from, Math.min(names.size(), from + PER_EVENT)), step)));
                }
                if (events.size() >= EVENTS_AT_ONCE) {
                    store.append(events);
                    events.clear();
                }
            }
            events.add(new RunEvent.StateChanged(run.id(), 0, Instant.now(), RunState.FINISHED, ""));
            store.append(events);
            return run.id();
        }
    }

    private static List<MetricPoint> points(List<String> names, int step) {
        return names.stream()
                .map(name -> new MetricPoint(name, step, 10L * step, Math.sin(name.hashCode() + 0.1 * step)))
                .toList();
    }
}
