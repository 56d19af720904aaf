package io.straightedge.archive;

import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads archives into a store. The whole archive is read and checked before the first run is made, so
 * that only a store that fails can leave an import undone; what it had made is removed again.
 */
public final class ArchiveReader {
    /** Keeps nothing. */
    private static final class Counter implements RunReader.Sink {
        private long points;

        @Override
        public void point(MetricPoint point) {
            points++;
        }

        @Override
        public void path(long step, PathRecord path) {}

        @Override
        public void readings(long step, List<PairReading> readings) {}
    }

    private final ArchiveFile file;
    private final RunStore store;
    private final Limits limits;
    private final Manifest manifest;
    private final Instant exported;
    private final Set<Long> runs;
    private final @Nullable String owner;
    private final LongConsumer room;

    /**
     * What an import made.
     *
     * @param experiment its number here, or null for an archive of a run
     * @param runs their numbers here, in the order of those they had
     */
    public record Imported(@Nullable Long experiment, List<Long> runs) {}

    private ArchiveReader(ArchiveFile file, RunStore store, Limits limits, @Nullable String owner, LongConsumer room)
            throws IOException {
        this.file = file;
        this.store = store;
        this.limits = limits;
        this.owner = owner;
        this.room = room;
        this.manifest = file.document(Names.MANIFEST, Manifest.class);
        checkManifest();
        this.exported = RunReader.instant(manifest.created(), Names.MANIFEST + ": created");
        this.runs = new TreeSet<>(manifest.runs());
    }

    /**
     * Imports a run, or an experiment with its runs. They get new numbers, and none of them trains here:
     * a run that had not ended when it was exported counts as stopped.
     *
     * @param owner name of the user who imports it, or null
     * @param room is told how many points there are before anything is made; what it throws ends the import
     * @throws ArchiveException when the archive cannot be used; nothing was imported
     */
    public static Imported read(Path archive, RunStore store, @Nullable String owner, LongConsumer room)
            throws IOException {
        return read(archive, store, Limits.DEFAULT, owner, room);
    }

    static Imported read(Path archive, RunStore store, Limits limits, @Nullable String owner, LongConsumer room)
            throws IOException {
        try (ArchiveFile file = ArchiveFile.open(archive, limits)) {
            return new ArchiveReader(file, store, limits, owner, room).read();
        } catch (ZipException | EOFException e) {
            throw new ArchiveException("the archive is damaged (" + e.getMessage() + "); export it again", e);
        }
    }

    private Imported read() throws IOException {
        @Nullable ExperimentEntry experiment = null;
        if (manifest.kind().equals(Manifest.EXPERIMENT)) {
            experiment = file.document(Names.EXPERIMENT, ExperimentEntry.class);
        }
        @Nullable ExperimentSpec spec = experiment == null ? null : spec(experiment);
        Map<Long, RunReader.Head> heads = new LinkedHashMap<>();
        Counter counter = new Counter();
        for (long run : runs) {
            RunReader reader = reader(run);
            RunReader.Head head = reader.head();
            reader.measured(head, counter);
            heads.put(run, head);
        }
        room.accept(counter.points);
        return write(spec, experiment == null ? Map.of() : experiment.cells(), heads);
    }

    private RunReader reader(long run) {
        return new RunReader(file, run, manifest.version(), limits);
    }

    private void checkManifest() {
        if (!manifest.format().equals(Manifest.FORMAT)) {
            throw new ArchiveException(
                    Names.MANIFEST + ": format \"" + manifest.format() + "\" is not " + Manifest.FORMAT);
        }
        if (manifest.version() < 1 || manifest.version() > Manifest.VERSION) {
            throw new ArchiveException(Names.MANIFEST + ": version " + manifest.version()
                    + " cannot be read; this Straightedge reads versions 1 to " + Manifest.VERSION);
        }
        boolean single = manifest.kind().equals(Manifest.RUN);
        if (!single && !manifest.kind().equals(Manifest.EXPERIMENT)) {
            throw new ArchiveException(Names.MANIFEST + ": kind \"" + manifest.kind() + "\" is neither " + Manifest.RUN
                    + " nor " + Manifest.EXPERIMENT);
        }
        Set<String> names = new HashSet<>(Set.of(Names.MANIFEST));
        if (!single) {
            names.add(Names.EXPERIMENT);
        }
        for (long run : manifest.runs()) {
            if (run < 1 || !names.addAll(Names.of(run, manifest.version()))) {
                throw new ArchiveException(Names.MANIFEST + ": run " + run + " comes twice or is below 1");
            }
        }
        if (single && manifest.runs().size() != 1) {
            throw new ArchiveException(Names.MANIFEST + ": an archive of kind run holds one run, not "
                    + manifest.runs().size());
        }
        file.checkNames(names);
    }

    private ExperimentSpec spec(ExperimentEntry experiment) {
        if (!experiment.cells().keySet().equals(runs)) {
            throw new ArchiveException(Names.EXPERIMENT + ": cells has to give a cell for each run of the manifest");
        }
        try {
            ExperimentSpec spec = ExperimentSpec.of(experiment.spec());
            int cells = spec.cells().size();
            experiment.cells().forEach((run, cell) -> {
                if (cell < 0 || cell >= cells) {
                    throw new ArchiveException(Names.EXPERIMENT + ": cell " + cell + " of run " + run
                            + " does not exist; the spec has " + cells + " cells, from 0");
                }
            });
            return spec;
        } catch (InvalidSpecException e) {
            throw new ArchiveException(Names.EXPERIMENT + ": spec." + e.getMessage(), e);
        }
    }

    private Imported write(@Nullable ExperimentSpec spec, Map<Long, Integer> cells, Map<Long, RunReader.Head> heads)
            throws IOException {
        @Nullable Long experiment = null;
        List<Long> made = new ArrayList<>();
        try {
            if (spec != null) {
                Experiment begun = store.experiments().createEmpty(spec, exported, owner);
                experiment = begun.id();
            }
            for (Map.Entry<Long, RunReader.Head> entry : heads.entrySet()) {
                RunReader.Head head = entry.getValue();
                Run run =
                        store.createImported(head.spec(), head.created(), experiment, cells.get(entry.getKey()), owner);
                made.add(run.id());
                fill(run.id(), entry.getKey(), head);
            }
            return new Imported(experiment, made);
        } catch (IOException | RuntimeException e) {
            made.forEach(store::delete);
            if (experiment != null) {
                store.experiments().delete(experiment);
            }
            throw e;
        }
    }

    private void fill(long run, long number, RunReader.Head head) throws IOException {
        if (head.setup() != null) {
            store.append(List.of(
                    new RunEvent.SetUp(run, 0, withOrigin(head.setup(), number), head.pairs(), head.measured())));
        }
        StoreSink sink = new StoreSink(store, run);
        reader(number).measured(head, sink);
        sink.flush();
        List<RunEvent> moves = new ArrayList<>();
        if (head.started() != null) {
            moves.add(new RunEvent.StateChanged(run, 0, head.started(), RunState.RUNNING, ""));
        }
        boolean ended = head.state().ended();
        Instant end = ended && head.ended() != null ? head.ended() : exported;
        String message = ended ? head.message() : "was " + head.state().label() + " when it was exported";
        moves.add(new RunEvent.StateChanged(run, 0, end, ended ? head.state() : RunState.STOPPED, message));
        store.append(moves);
    }

    private RunSetup withOrigin(RunSetup setup, long number) {
        Map<String, String> environment = new LinkedHashMap<>(setup.environment());
        environment.put("Imported", "run " + number + " of an archive of " + exported);
        return new RunSetup(
                setup.totalSteps(),
                setup.stepsPerEpoch(),
                setup.layers(),
                setup.parameters(),
                setup.data(),
                setup.outputNames(),
                environment);
    }
}
