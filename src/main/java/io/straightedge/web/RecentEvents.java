package io.straightedge.web;

import io.straightedge.run.RunEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last events of one run, without gaps. Paths are kept as the mere news that they exist. */
final class RecentEvents {
    private static final int MOST_EVENTS = 300;

    private final Deque<RunEvent> events = new ArrayDeque<>();

    /** What was asked for last: most who follow a run have come equally far. */
    private @Nullable LiveMessages encoded;

    private long encodedAfter;

    void add(RunEvent event) {
        if (!events.isEmpty() && event.seq() != events.getLast().seq() + 1) {
            events.clear();
        }
        events.add(event instanceof RunEvent.Paths paths ? news(paths) : event);
        if (events.size() > MOST_EVENTS) {
            events.remove();
        }
        encoded = null;
    }

    /** As {@link #after}, as messages. */
    @Nullable
    LiveMessages messagesAfter(long seq) {
        if (encoded == null || encodedAfter != seq) {
            List<RunEvent> found = after(seq);
            encoded = found == null ? null : LiveMessages.of(found);
            encodedAfter = seq;
        }
        return encoded;
    }

    /** Every event after a number, or null when the first of them is no longer here. */
    @Nullable
    List<RunEvent> after(long seq) {
        if (events.isEmpty() || events.getFirst().seq() > seq + 1) {
            return null;
        }
        List<RunEvent> result = new ArrayList<>();
        for (RunEvent event : events) {
            if (event.seq() > seq) {
                result.add(event);
            }
        }
        return result;
    }

    private static RunEvent news(RunEvent.Paths paths) {
        return new RunEvent.Paths(paths.run(), paths.seq(), paths.step(), List.of(), List.of());
    }
}
