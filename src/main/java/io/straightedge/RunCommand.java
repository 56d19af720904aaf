package io.straightedge;

import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.web.Json;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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

    @Option(names = "--out", description = "where to write spec, state and all points as JSON")
    private @Nullable Path out;

    @Option(names = "--datasets-dir", description = "where data files lie", defaultValue = "data/datasets")
    private Path datasetsDir = Path.of("");

    @Override
    public Integer call() throws Exception {
        RunSpec wanted = readSpec();
        Path folder = Files.createTempDirectory("straightedge-run");
        try {
            return run(wanted, folder);
        } finally {
            delete(folder);
        }
    }

    private int run(RunSpec wanted, Path folder) throws Exception {
        ProgressLine progress = new ProgressLine(System.err, System.console() != null);
        CompletableFuture<RunEvent.StateChanged> ended = new CompletableFuture<>();
        try (Lab lab = Lab.open(folder, datasetsDir, 1, false)) {
            lab.listen(events -> follow(events, progress, ended));
            long id = lab.engine().submit(wanted).id();
            RunEvent.StateChanged end = ended.get();
            progress.end();
            Run run = lab.store().find(id).orElseThrow();
            if (out != null) {
                JsonObject series = Json.allSeries(lab.store().metrics(id, Set.of()));
                Files.writeString(out, Json.run(run).put("series", series).encodePrettily() + "\n");
            }
            String why = end.message().isEmpty() ? "" : ": " + end.message();
            System.err.println(end.state().label() + " after " + run.step() + " steps" + why);
            return end.state() == RunState.FINISHED ? 0 : ExitCode.SOFTWARE;
        }
    }

    private static void follow(
            List<RunEvent> events, ProgressLine progress, CompletableFuture<RunEvent.StateChanged> ended) {
        for (RunEvent event : events) {
            progress.show(event);
            if (event instanceof RunEvent.StateChanged changed
                    && changed.state().ended()) {
                ended.complete(changed);
            }
        }
    }

    private RunSpec readSpec() throws IOException {
        if (!Files.isRegularFile(spec)) {
            throw new IOException("--spec " + spec + " is not there or no file");
        }
        try {
            return RunSpec.of(new JsonObject(Files.readString(spec)).getMap());
        } catch (DecodeException | ClassCastException e) {
            throw new IOException(spec + " is no JSON object: " + e.getMessage(), e);
        } catch (InvalidSpecException e) {
            throw new IOException(spec + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
