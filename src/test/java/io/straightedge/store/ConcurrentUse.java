package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs tasks at once, and what they do: one writes events, one follows them. */
final class ConcurrentUse {

    private ConcurrentUse() {}

    /** The results of tasks that ran at once, in their order. */
    static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks, 120, TimeUnit.SECONDS)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Appends events of two points, of steps from {@code firstStep} on and with a key of their own. */
    static List<RunEvent> write(RunStore store, long run, int firstStep, int count) {
        List<RunEvent> appended = new ArrayList<>();
        for (int step = firstStep; step < firstStep + count; step++) {
            appended.addAll(store.append(List.of(new RunEvent.Points(
                    run,
                    0,
                    List.of(
                            new MetricPoint("shared/" + step % 5, step, 0, step),
                            new MetricPoint("run/" + run + "/" + firstStep, step, 0, step))))));
        }
        return appended;
    }

    /** Reads a run's events as they come, until there are {@code count}. */
    static List<RunEvent> follow(RunStore store, long run, int count) {
        List<RunEvent> seen = new ArrayList<>();
        while (seen.size() < count) {
            long last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).seq();
            seen.addAll(store.eventsAfter(run, last, 7));
        }
        return seen;
    }
}
