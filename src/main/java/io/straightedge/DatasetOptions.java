package io.straightedge;

import io.straightedge.data.Datasets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command without a server finds its data. */
final class DatasetOptions {
    @Option(
            names = "--data-dir",
            description = "as of the server, whose uploaded datasets are used",
            defaultValue = "data")
    private Path dataDir = Path.of("");

    @Option(names = "--datasets-dir", description = "where data files lie (default: <data-dir>/datasets)")
    private @Nullable Path datasetsDir;

    Datasets datasets() {
        Path files = datasetsDir != null ? datasetsDir : dataDir.resolve("datasets");
        return new Datasets(files, Datasets.uploads(dataDir, files));
    }
}
