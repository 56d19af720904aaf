package io.straightedge.web;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive events of a run as the messages that tell of them: encoded once, whoever gets them.
 *
 * @param texts in order; none when there were no events
 * @param lastSeq number of the last of the events
 */
record LiveMessages(List<String> texts, long lastSeq) {
    /** Points of consecutive events go out as one message up to this size. */
    private static final int POINTS_PER_MESSAGE = 5000;

    static LiveMessages of(List<RunEvent> events) {
        List<String> texts =
                merged(events).stream().map(event -> Json.event(event).encode()).toList();
        return new LiveMessages(
                texts, events.isEmpty() ? 0 : events.get(events.size() - 1).seq());
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** Joins the points of consecutive events under the number of the last. */
    private static List<RunEvent> merged(List<RunEvent> events) {
        List<RunEvent> result = new ArrayList<>();
        for (RunEvent event : events) {
            int last = result.size() - 1;
            if (event instanceof RunEvent.Points more
                    && last >= 0
                    && result.get(last) instanceof RunEvent.Points before
                    && before.points().size() + more.points().size() <= POINTS_PER_MESSAGE) {
                List<MetricPoint> points = new ArrayList<>(before.points());
                points.addAll(more.points());
                result.set(last, new RunEvent.Points(more.run(), more.seq(), points));
            } else {
                result.add(event);
            }
        }
        return result;
    }
}
