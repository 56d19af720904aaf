package io.straightedge;

import io.straightedge.backup.Restore;
import io.straightedge.store.H2RunStore;
import io.straightedge.text.Count;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes a data directory of a backup. */
@Command(
        name = "restore",
        description = "Checks a backup and makes a data directory of it; runs that were under way go on when a server"
                + " starts with it.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class RestoreCommand implements Callable<Integer> {
    @Option(names = "--from", required = true, description = "file that \"backup\" wrote, or the page Server")
    private Path from = Path.of("");

    @Option(names = "--data-dir", description = "to make; missing or empty", defaultValue = "data")
    private Path dataDir = Path.of("");

    @Override
    public Integer call() {
        Restore.Restored restored = Restore.restore(
                from, dataDir, folder -> H2RunStore.openAll(folder).close());
        System.out.println(
                dataDir + ": restored from " + restored.written() + ", " + Count.of(restored.bytes(), "byte") + ", "
                        + Count.of(restored.checkpoints(), "checkpoint") + ", "
                        + Count.of(restored.datasets(), "file") + " of uploaded datasets");
        return 0;
    }
}
