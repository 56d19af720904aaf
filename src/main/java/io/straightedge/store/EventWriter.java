package io.straightedge.store;

import io.straightedge.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Numbers events and spreads them over the tables, within one transaction. */
final class EventWriter {
    private final RunTable runs;
    private final EventTable eventTable;
    private final PointTable points;
    private final PairTable pairs;
    private final PathTable paths;
    private final MeasuredPairTable measuredPairs;
    private final ReadingTable readings;
    private final Map<String, Integer> keyIds;

    /** @param keyIds the number of every key among the events to come */
    EventWriter(Handle handle, Map<String, Integer> keyIds) {
        this.runs = new RunTable(handle);
        this.eventTable = new EventTable(handle);
        this.points = new PointTable(handle);
        this.pairs = new PairTable(handle);
        this.paths = new PathTable(handle);
        this.measuredPairs = new MeasuredPairTable(handle);
        this.readings = new ReadingTable(handle);
        this.keyIds = keyIds;
    }

    /** Returns the events of existing runs, numbered. */
    List<RunEvent> append(List<RunEvent> events) {
        Map<Long, Progress> progress = lock(events);
        List<RunEvent> numbered = new ArrayList<>();
        for (RunEvent event : events) {
            Progress before = progress.get(event.run());
            if (before != null) {
                RunEvent next = event.withSeq(before.lastSeq() + 1);
                progress.put(event.run(), before.after(next));
                numbered.add(next);
            }
        }
        if (!numbered.isEmpty()) {
            Map<Long, Growth> growth = write(numbered);
            progress.forEach((run, reached) -> runs.update(run, reached, growth.getOrDefault(run, Growth.NONE)));
        }
        return numbered;
    }

    /** Locks the runs in ascending order, so that two transactions never wait for each other. */
    private Map<Long, Progress> lock(List<RunEvent> events) {
        Map<Long, Progress> progress = new HashMap<>();
        events.stream().map(RunEvent::run).distinct().sorted().forEach(run -> runs.lockProgress(run)
                .ifPresent(found -> progress.put(run, found)));
        return progress;
    }

    private Map<Long, Growth> write(List<RunEvent> numbered) {
        eventTable.insert(numbered);
        Map<Long, Growth> growth = new HashMap<>();
        List<RunEvent.Points> added = new ArrayList<>();
        for (RunEvent event : numbered) {
            if (event instanceof RunEvent.Points newPoints) {
                added.add(newPoints);
            } else if (event instanceof RunEvent.SetUp setUp) {
                runs.update(setUp.run(), setUp.setup());
                long bytes = pairs.put(setUp.run(), setUp.pairs());
                bytes += measuredPairs.put(setUp.run(), setUp.measured());
                growth.merge(setUp.run(), new Growth(0, bytes), Growth::plus);
            } else if (event instanceof RunEvent.Paths newPaths) {
                long bytes = paths.put(newPaths) + readings.put(newPaths);
                growth.merge(newPaths.run(), new Growth(0, bytes), Growth::plus);
            }
        }
        points.put(added, keyIds).forEach((run, count) -> growth.merge(run, new Growth(count, 0), Growth::plus));
        return growth;
    }
}
