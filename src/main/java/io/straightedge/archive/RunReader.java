package io.straightedge.archive;

import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one run, and says of everything that is wrong where it is. */
final class RunReader {
    private static final int LONGEST_MESSAGE = 10_000;
    private static final int LONGEST_POINT = 400;
    private static final int COLUMNS = 4;
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Pattern KEY = Pattern.compile("[\\w.-]{1,60}(/[\\w.-]{1,60}){0,2}");

    private final ArchiveFile file;
    private final long run;
    private final boolean withReadings;
    private final Limits limits;

    /** A run without what was measured. */
    record Head(
            RunSpec spec,
            RunState state,
            String message,
            Instant created,
            @Nullable Instant started,
            @Nullable Instant ended,
            @Nullable RunSetup setup,
            List<PairRecord> pairs,
            List<MeasuredPair> measured) {}

    /** Takes what was measured, in order. */
    interface Sink {
        void point(MetricPoint point);

        void path(long step, PathRecord path);

        void readings(long step, List<PairReading> readings);
    }

    /** @param version of the archive */
    RunReader(ArchiveFile file, long run, int version, Limits limits) {
        this.file = file;
        this.run = run;
        this.withReadings = version >= Manifest.WITH_READINGS;
        this.limits = limits;
    }

    Head head() throws IOException {
        String name = Names.run(run);
        RunEntry entry = file.document(name, RunEntry.class);
        if (entry.message().length() > LONGEST_MESSAGE) {
            throw new ArchiveException(name + ": message is longer than " + LONGEST_MESSAGE + " characters");
        }
        List<PairRecord> pairs =
                file.pairs(Names.pairs(run)).stream().map(PairEntry::toRecord).toList();
        Head head = new Head(
                spec(entry, name),
                state(entry, name),
                entry.message(),
                instant(entry.created(), name + ": created"),
                entry.started() == null ? null : instant(entry.started(), name + ": started"),
                entry.ended() == null ? null : instant(entry.ended(), name + ": ended"),
                entry.setup(),
                pairs,
                withReadings ? measured(entry.setup()) : List.of());
        check(head, name);
        return head;
    }

    void measured(Head head, Sink sink) throws IOException {
        points(head, sink);
        paths(head, sink);
        if (withReadings) {
            readings(head, sink);
        }
    }

    static Instant instant(String text, String place) {
        try {
            Instant instant = Instant.parse(text);
            if (instant.isAfter(EARLIEST) && instant.isBefore(LATEST)) {
                return instant;
            }
        } catch (DateTimeParseException e) {
            throw new ArchiveException(place + ": \"" + text + "\" is no time; it looks like " + EARLIEST, e);
        }
        throw new ArchiveException(place + ": " + text + " is not between " + EARLIEST + " and " + LATEST);
    }

    private static RunSpec spec(RunEntry entry, String name) {
        try {
            return RunSpec.of(entry.spec());
        } catch (InvalidSpecException e) {
            throw new ArchiveException(name + ": spec." + e.getMessage(), e);
        }
    }

    private static RunState state(RunEntry entry, String name) {
        try {
            return RunState.of(entry.state());
        } catch (IllegalArgumentException e) {
            throw new ArchiveException(name + ": state \"" + entry.state() + "\" is not known", e);
        }
    }

    private void check(Head head, String name) {
        @Nullable RunSetup setup = head.setup();
        if (setup == null) {
            if (!head.pairs().isEmpty()) {
                throw new ArchiveException(Names.pairs(run) + ": a run without setup has no pairs");
            }
            return;
        }
        boolean whole = setup.layers().size() >= 2 && setup.layers().stream().allMatch(width -> width > 0);
        if (!whole || setup.totalSteps() < 0 || setup.stepsPerEpoch() < 0 || setup.parameters() < 0) {
            throw new ArchiveException(name + ": setup: layers, totalSteps, stepsPerEpoch and parameters do not fit");
        }
        if (setup.outputNames().size() != outputs(setup)) {
            throw new ArchiveException(name + ": setup.outputNames has "
                    + Count.of(setup.outputNames().size(), "name") + "; the network has "
                    + Count.of(outputs(setup), "output"));
        }
        Set<Integer> numbers = new HashSet<>();
        for (PairRecord pair : head.pairs()) {
            if (pair.pair() < 0 || !numbers.add(pair.pair())) {
                throw new ArchiveException(Names.pairs(run) + ": pair " + pair.pair() + " comes twice or is below 0");
            }
            checkEnd(pair.a(), pair.pair(), setup);
            checkEnd(pair.b(), pair.pair(), setup);
        }
    }

    private void checkEnd(PairRecord.End end, int pair, RunSetup setup) {
        int dimension = setup.layers().get(0);
        boolean picture = (long) end.width() * end.width() == dimension;
        if (end.input().length != dimension || !(end.width() == 0 || (end.width() > 0 && picture))) {
            throw new ArchiveException(
                    Names.pairs(run) + ": pair " + pair + " has " + Count.of(end.input().length, "input")
                            + " and width " + end.width() + "; the network has " + Count.of(dimension, "input"));
        }
    }

    private List<MeasuredPair> measured(@Nullable RunSetup setup) throws IOException {
        String name = Names.measured(run);
        try {
            List<MeasuredPair> pairs = file.document(name, MeasuredEntry.class)
                    .toPairs(setup == null ? 0 : setup.outputNames().size());
            if (setup == null && !pairs.isEmpty()) {
                throw new ArchiveException(name + ": a run without setup has no pairs");
            }
            return pairs;
        } catch (IllegalArgumentException e) {
            throw new ArchiveException(name + ": " + e.getMessage(), e);
        }
    }

    private static int outputs(RunSetup setup) {
        return setup.layers().get(setup.layers().size() - 1);
    }

    private void points(Head head, Sink sink) throws IOException {
        try (InputStream in = file.table(Names.points(run))) {
            Lines lines = new Lines(in, Names.points(run), LONGEST_POINT);
            if (!Names.POINTS_HEADER.equals(lines.next())) {
                throw new ArchiveException(lines.place() + " has to be " + Names.POINTS_HEADER);
            }
            Set<String> keys = new HashSet<>();
            for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
                MetricPoint point = point(line, lines.place());
                if (head.setup() == null) {
                    throw new ArchiveException(lines.place() + ": a run without setup has no points");
                }
                if (keys.add(point.key()) && keys.size() > limits.keys()) {
                    throw new ArchiveException(lines.place() + ": there are more than " + limits.keys() + " keys");
                }
                sink.point(point);
            }
        }
    }

    private static MetricPoint point(String line, String place) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS || !KEY.matcher(cells[0]).matches()) {
            throw new ArchiveException(place + " is not " + Names.POINTS_HEADER);
        }
        try {
            MetricPoint point = new MetricPoint(
                    cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2]), Double.parseDouble(cells[3]));
            if (point.step() >= 0 && point.millis() >= 0) {
                return point;
            }
        } catch (NumberFormatException e) {
            throw new ArchiveException(place + ": step and millis have to be whole numbers, value a number", e);
        }
        throw new ArchiveException(place + ": step and millis must not be negative");
    }

    private void paths(Head head, Sink sink) throws IOException {
        Set<Integer> pairs = new HashSet<>();
        head.pairs().forEach(pair -> pairs.add(pair.pair()));
        try (InputStream in = file.table(Names.paths(run))) {
            Lines lines = new Lines(in, Names.paths(run), limits.pathBytes());
            long before = 0;
            for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
                PathEntry entry = Json.readLine(line, PathEntry.class, lines.place());
                @Nullable RunSetup setup = head.setup();
                if (setup == null || !(pairs.contains(entry.pair()) || entry.pair() >= PathRecord.FIRST_SLICE)) {
                    throw new ArchiveException(lines.place() + ": pair " + entry.pair() + " is not among the pairs");
                }
                if (entry.step() < before) {
                    throw new ArchiveException(lines.place() + ": step " + entry.step() + " comes after " + before);
                }
                before = entry.step();
                try {
                    sink.path(entry.step(), entry.toRecord(setup.layers()));
                } catch (IllegalArgumentException e) {
                    throw new ArchiveException(lines.place() + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private void readings(Head head, Sink sink) throws IOException {
        try (InputStream in = file.table(Names.readings(run))) {
            Lines lines = new Lines(in, Names.readings(run), limits.pathBytes());
            long before = -1;
            for (@Nullable String line = lines.next(); line != null; line = lines.next()) {
                ReadingEntry entry = Json.readLine(line, ReadingEntry.class, lines.place());
                if (entry.step() <= before) {
                    throw new ArchiveException(lines.place() + ": step " + entry.step() + " comes after " + before);
                }
                before = entry.step();
                try {
                    sink.readings(entry.step(), entry.toReadings(head.measured().size()));
                } catch (IllegalArgumentException e) {
                    throw new ArchiveException(lines.place() + ": " + e.getMessage(), e);
                }
            }
        }
    }
}
