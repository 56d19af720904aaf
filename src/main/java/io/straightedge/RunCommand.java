package io.straightedge;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.text.Count;
import io.straightedge.web.Json;
import io.straightedge.web.PointsCsv;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One run without a server. What it records lies in a folder of its own until the result is written. */
@Command(
        name = "run",
        description = "Trains and measures one run without a server.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class RunCommand implements Callable<Integer> {
    @Option(names = "--spec", required = true, description = "the run's spec as JSON")
    private Path spec = Path.of("");

    @Option(
            names = "--out",
            description =
                    "where to write spec, state and all points as JSON; all points alone as CSV when it ends in .csv")
    private @Nullable Path out;

    @Mixin
    private final DatasetOptions datasets = new DatasetOptions();

    @Override
    public Integer call() throws Exception {
        RunSpec wanted = SpecFile.read(spec, RunSpec::of);
        try (ScratchLab scratch = ScratchLab.open(datasets.datasets(), 1)) {
            return run(wanted, scratch.lab());
        }
    }

    private int run(RunSpec wanted, Lab lab) throws Exception {
        ProgressLine line = new ProgressLine(System.err, Terminal.present());
        RunProgress progress = new RunProgress(System.err, line);
        CompletableFuture<RunEvent.StateChanged> ended = new CompletableFuture<>();
        lab.listen(events -> follow(events, progress, ended));
        long id = lab.engine().submit(wanted).id();
        RunEvent.StateChanged end = ended.get();
        line.end();
        Run run = lab.store().find(id).orElseThrow();
        if (out != null) {
            Files.writeString(out, result(run, lab.store().metrics(id, Set.of())));
        }
        String why = end.message().isEmpty() ? "" : ": " + end.message();
        System.err.println(end.state().label() + " after " + Count.of(run.step(), "step") + why);
        return end.state() == RunState.FINISHED ? 0 : ExitCode.SOFTWARE;
    }

    private String result(Run run, Map<String, List<MetricPoint>> metrics) {
        if (String.valueOf(out).toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return PointsCsv.of(metrics);
        }
        return Json.run(run).put("series", Json.allSeries(metrics)).encodePrettily() + "\n";
    }

    private static void follow(
            List<RunEvent> events, RunProgress progress, CompletableFuture<RunEvent.StateChanged> ended) {
        for (RunEvent event : events) {
            progress.show(event);
            if (event instanceof RunEvent.StateChanged changed
                    && !changed.state().active()) {
                ended.complete(changed);
            }
        }
    }
}
