package io.straightedge;

import io.straightedge.experiment.Answer;
import io.straightedge.experiment.GuidedExperiment;
import io.straightedge.experiment.GuidedExperiments;
import io.straightedge.experiment.Preset;
import io.straightedge.experiment.ResultReader;
import io.straightedge.experiment.Results;
import io.straightedge.experiment.RunCsv;
import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.text.Count;
import io.straightedge.web.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One experiment without a server. */
@Command(
        name = "experiment",
        description = "Runs a whole experiment without a server and writes experiment.json, runs.csv and points.csv.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ExperimentCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private What what = new What();

    @Option(names = "--preset", description = "of a guided experiment: quick or full", defaultValue = "quick")
    private Preset preset = Preset.QUICK;

    @Option(names = "--out", required = true, description = "folder for the results, made when it is not there")
    private Path out = Path.of("");

    @Option(names = "--workers", description = "runs that train at the same time (default: number of cores)")
    private @Nullable Integer workers;

    @Mixin
    private final DatasetOptions datasets = new DatasetOptions();

    private static final class What {
        @Option(names = "--spec", description = "the experiment's spec as JSON")
        private @Nullable Path spec;

        @Option(names = "--guided", description = "a guided experiment, for instance gap-width")
        private @Nullable String guided;
    }

    @Override
    public Integer call() throws Exception {
        ExperimentSpec spec = spec();
        Files.createDirectories(out);
        int atOnce = workers != null ? workers : Runtime.getRuntime().availableProcessors();
        try (ScratchLab scratch = ScratchLab.open(datasets.datasets(), atOnce)) {
            return run(scratch.lab(), spec);
        }
    }

    private int run(Lab lab, ExperimentSpec spec) throws Exception {
        Progress progress = new Progress((int) spec.runs());
        lab.listen(progress::follow);
        long id = lab.engine().experiments().create(spec);
        progress.await();
        Experiment experiment = lab.store().experiments().find(id).orElseThrow();
        Results results = ResultReader.results(lab.store().experiments(), experiment, Set.of());
        write(lab.store(), experiment, results);
        long failed = results.runs().stream()
                .filter(run -> run.state() != RunState.FINISHED)
                .count();
        System.err.println(Count.thousands(spec.runs() - failed) + " of " + Count.of(spec.runs(), "run")
                + " finished; results are in " + out);
        return failed == 0 ? 0 : ExitCode.SOFTWARE;
    }

    private void write(RunStore store, Experiment experiment, Results results) throws IOException {
        JsonObject json = new JsonObject()
                .put("spec", new JsonObject(experiment.spec().toMap()))
                .put("runs", runs(store, experiment));
        GuidedExperiments.find(String.valueOf(experiment.spec().guided())).ifPresent(guided -> {
            Answer answer = guided.answer(results);
            json.put("answer", Json.answer(guided, answer));
            System.out.println(guided.question() + "\n"
                    + answer.verdict().name().toLowerCase(java.util.Locale.ROOT) + ": " + answer.text());
        });
        Files.writeString(out.resolve("experiment.json"), json.encodePrettily() + "\n");
        List<String> keys = store.experiments().keys(experiment.id());
        Files.writeString(out.resolve("runs.csv"), RunCsv.of(experiment.id(), results, keys));
        try (BufferedWriter points = Files.newBufferedWriter(out.resolve("points.csv"))) {
            points.write("run,cell,seed,key,step,millis,value\n");
            for (Run run : oldestFirst(store, experiment)) {
                store.metrics(run.id(), Set.of()).values().stream()
                        .flatMap(List::stream)
                        .map(p -> run.id() + "," + run.cell() + ","
                                + run.spec().training().seed() + "," + p.key() + "," + p.step() + "," + p.millis() + ","
                                + p.value() + "\n")
                        .forEach(line -> append(points, line));
            }
        }
    }

    private static JsonArray runs(RunStore store, Experiment experiment) {
        JsonArray list = new JsonArray();
        oldestFirst(store, experiment).forEach(run -> list.add(Json.run(run)));
        return list;
    }

    private static List<Run> oldestFirst(RunStore store, Experiment experiment) {
        return store.experiments().runs(experiment.id()).stream()
                .sorted(Comparator.comparingLong(Run::id))
                .toList();
    }

    private static void append(BufferedWriter writer, String line) {
        try {
            writer.write(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ExperimentSpec spec() throws IOException {
        if (what.spec != null) {
            return SpecFile.read(what.spec, ExperimentSpec::of);
        }
        return GuidedExperiments.find(Objects.requireNonNull(what.guided))
                .map(guided -> guided.spec(preset))
                .orElseThrow(() -> new IllegalArgumentException("--guided " + what.guided + " is not known; use "
                        + GuidedExperiments.all().stream()
                                .map(GuidedExperiment::id)
                                .collect(Collectors.joining(", "))));
    }

    /** Counts runs as they end, or are left waiting: here nobody resumes them. */
    private static final class Progress {
        private final int total;
        private final Set<Long> done = new HashSet<>();
        private final CountDownLatch left;
        private final ProgressLine line = new ProgressLine(System.err, Terminal.present());
        private final long start = System.nanoTime();

        Progress(int total) {
            this.total = total;
            this.left = new CountDownLatch(total);
        }

        void follow(List<RunEvent> events) {
            for (RunEvent event : events) {
                if (event instanceof RunEvent.StateChanged changed
                        && !changed.state().active()
                        && done.add(changed.run())) {
                    left.countDown();
                    show();
                }
            }
        }

        void await() throws InterruptedException {
            left.await();
            line.end();
        }

        private void show() {
            long done = total - left.getCount();
            long millis = (System.nanoTime() - start) / 1_000_000;
            line.show(
                    (double) done / total,
                    Count.thousands(done) + " of " + Count.of(total, "run") + ", " + ProgressLine.duration(millis)
                            + " elapsed, " + ProgressLine.duration(done == 0 ? 0 : millis * (total - done) / done)
                            + " remaining");
        }
    }
}
