package io.straightedge;

import io.straightedge.bench.Bench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The project's own benchmark. */
@Command(
        name = "bench",
        description = "Compares the exact engine with the published algorithm, ratios within one run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Option(names = "--quick", description = "fewer repetitions: less than a minute")
    private boolean quick;

    @Override
    public Integer call() {
        return Bench.run(System.out, quick);
    }
}
