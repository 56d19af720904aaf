package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a store should give back, found the slow way from all that was ever appended. */
final class EventModel {
    private final List<RunEvent> appended = new ArrayList<>();

    void add(List<RunEvent> numbered) {
        appended.addAll(numbered);
    }

    Map<String, List<MetricPoint>> metrics(long run) {
        Map<String, TreeMap<Long, MetricPoint>> byStep = new HashMap<>();
        for (RunEvent event : appended) {
            if (event.run() == run && event instanceof RunEvent.Points added) {
                added.points().forEach(point -> byStep.computeIfAbsent(point.key(), key -> new TreeMap<>())
                        .put(point.step(), point));
            }
        }
        Map<String, List<MetricPoint>> metrics = new HashMap<>();
        byStep.forEach((key, points) -> metrics.put(key, List.copyOf(points.values())));
        return metrics;
    }

    List<RunEvent> eventsAfter(long run, long seq, int limit) {
        List<RunEvent> events = new ArrayList<>();
        for (int i = 0; i < appended.size() && events.size() < limit; i++) {
            RunEvent event = appended.get(i);
            if (event.run() != run || event.seq() <= seq) {
                continue;
            }
            if (event instanceof RunEvent.Paths paths) {
                events.add(new RunEvent.Paths(run, event.seq(), paths.step(), List.of(), List.of()));
            } else if (event instanceof RunEvent.Points added) {
                List<MetricPoint> left = notReplaced(added, appended.subList(i + 1, appended.size()));
                if (!left.isEmpty()) {
                    events.add(new RunEvent.Points(run, event.seq(), left));
                }
            } else {
                events.add(event);
            }
        }
        return events;
    }

    private static List<MetricPoint> notReplaced(RunEvent.Points event, List<RunEvent> later) {
        List<MetricPoint> left = new ArrayList<>();
        for (int i = 0; i < event.points().size(); i++) {
            MetricPoint point = event.points().get(i);
            boolean replaced = has(event.points().subList(i + 1, event.points().size()), point)
                    || later.stream()
                            .anyMatch(other -> other.run() == event.run()
                                    && other instanceof RunEvent.Points added
                                    && has(added.points(), point));
            if (!replaced) {
                left.add(point);
            }
        }
        return left;
    }

    private static boolean has(List<MetricPoint> points, MetricPoint sought) {
        return points.stream().anyMatch(point -> point.key().equals(sought.key()) && point.step() == sought.step());
    }
}
