package io.straightedge;

import io.straightedge.config.RetentionRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say how long things are kept. */
final class RetentionOptions {
    @Option(
            names = "--keep-runs",
            paramLabel = "DAYS",
            description = "delete runs so many days after their end, but for those tagged keep (default: never)")
    private @Nullable Integer runs;

    @Option(
            names = "--keep-paths",
            paramLabel = "DAYS",
            description = "so many days after a run's end, keep its paths at the first and last step alone"
                    + " (default: all for ever)")
    private @Nullable Integer paths;

    @Option(
            names = "--keep-audit",
            paramLabel = "DAYS",
            description = "delete entries of the audit log after so many days (default: the newest 100000 stay)")
    private @Nullable Integer audit;

    RetentionRules rules() {
        return new RetentionRules(runs, paths, audit);
    }
}
