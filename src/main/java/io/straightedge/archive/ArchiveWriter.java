package io.straightedge.archive;

import io.straightedge.run.Experiment;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes archives from a store, page by page of events and path by path, so that any run fits in memory. */
public final class ArchiveWriter {
    private static final int EVENTS_PER_PAGE = 200;

    private final RunStore store;
    private final ZipOutputStream zip;

    private ArchiveWriter(RunStore store, OutputStream out) {
        this.store = store;
        this.zip = new ZipOutputStream(out);
    }

    /** Writes one run as it is now; what happens to it later is left out. The stream stays open. */
    public static void writeRun(RunStore store, Run run, OutputStream out) throws IOException {
        ArchiveWriter writer = new ArchiveWriter(store, out);
        writer.manifest(Manifest.RUN, List.of(run));
        writer.run(run);
        writer.zip.finish();
    }

    /**
     * Writes an experiment with its runs. The stream stays open.
     */
    public static void writeExperiment(RunStore store, Experiment experiment, OutputStream out) throws IOException {
        List<Run> runs = store.experiments().runs(experiment.id());
        Map<Long, Integer> cells = new TreeMap<>();
        runs.forEach(run -> cells.put(run.id(), run.cell()));
        ArchiveWriter writer = new ArchiveWriter(store, out);
        writer.manifest(Manifest.EXPERIMENT, runs);
        writer.document(
                Names.EXPERIMENT,
                new ExperimentEntry(experiment.id(), experiment.spec().toMap(), cells));
        for (Run run : runs) {
            writer.run(run);
        }
        writer.zip.finish();
    }

    private void manifest(String kind, List<Run> runs) throws IOException {
        document(
                Names.MANIFEST,
                new Manifest(
                        Manifest.FORMAT,
                        Manifest.VERSION,
                        kind,
                        Instant.now().toString(),
                        runs.stream().map(Run::id).toList()));
    }

    private void run(Run run) throws IOException {
        document(Names.run(run.id()), RunEntry.of(run));
        document(
                Names.pairs(run.id()),
                store.pairs(run.id()).stream().map(PairEntry::of).toList());
        document(Names.measured(run.id()), MeasuredEntry.of(store.measuredPairs(run.id())));
        SortedSet<Long> steps = points(run);
        paths(run, steps);
        readings(run, steps);
    }

    /** Returns the steps of the paths among the events, all of which it has seen. */
    private SortedSet<Long> points(Run run) throws IOException {
        zip.putNextEntry(new ZipEntry(Names.points(run.id())));
        text(Names.POINTS_HEADER + "\n");
        SortedSet<Long> pathSteps = new TreeSet<>();
        long seq = 0;
        while (seq < run.lastSeq()) {
            List<RunEvent> page = store.eventsAfter(run.id(), seq, EVENTS_PER_PAGE);
            for (RunEvent event : page) {
                if (event.seq() > run.lastSeq()) {
                    break;
                } else if (event instanceof RunEvent.Points points) {
                    text(lines(points.points()));
                } else if (event instanceof RunEvent.Paths paths) {
                    pathSteps.add(paths.step());
                }
            }
            seq = page.isEmpty() ? run.lastSeq() : page.get(page.size() - 1).seq();
        }
        zip.closeEntry();
        return pathSteps;
    }

    private void paths(Run run, SortedSet<Long> steps) throws IOException {
        int[] pairs =
                store.pairs(run.id()).stream().mapToInt(pair -> pair.pair()).toArray();
        zip.putNextEntry(new ZipEntry(Names.paths(run.id())));
        for (long step : steps) {
            for (int pair : pairs) {
                Optional<PathRecord> path = store.path(run.id(), step, pair);
                if (path.isPresent()) {
                    Json.writeLine(PathEntry.of(step, path.get()), zip);
                    text("\n");
                }
            }
            for (PathRecord slice : store.slices(run.id(), step)) {
                Json.writeLine(PathEntry.of(step, slice), zip);
                text("\n");
            }
        }
        zip.closeEntry();
    }

    private void readings(Run run, SortedSet<Long> steps) throws IOException {
        zip.putNextEntry(new ZipEntry(Names.readings(run.id())));
        for (long step : steps) {
            List<PairReading> readings = store.readings(run.id(), step);
            if (!readings.isEmpty()) {
                Json.writeLine(ReadingEntry.of(step, readings), zip);
                text("\n");
            }
        }
        zip.closeEntry();
    }

    private static String lines(List<MetricPoint> points) {
        StringBuilder lines = new StringBuilder();
        for (MetricPoint point : points) {
            lines.append(point.key()).append(',').append(point.step()).append(',');
            lines.append(point.millis()).append(',').append(point.value()).append('\n');
        }
        return lines.toString();
    }

    private void document(String name, Object value) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        Json.writeDocument(value, zip);
        zip.closeEntry();
    }

    private void text(String text) throws IOException {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
