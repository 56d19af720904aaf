package io.straightedge;

import io.straightedge.bench.Bench;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The project's own benchmark. */
@Command(
        name = "bench",
        description = "Times the exact engine beside the methods that it replaces, ratios within one run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "fewer repetitions and narrower networks: less than a minute")
    private boolean quick;

    @Option(names = "--json", description = "file to write the figures to as well")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        JsonObject figures = new JsonObject(Bench.run(System.out, quick));
        if (json != null) {
            Files.writeString(json, figures.encodePrettily() + "\n");
        }
        return 0;
    }
}
