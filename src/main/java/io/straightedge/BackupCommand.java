package io.straightedge;

import io.straightedge.backup.BackupWriter;
import io.straightedge.data.Datasets;
import io.straightedge.run.StoreException;
import io.straightedge.store.H2RunStore;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A backup by hand or by a timer. Of a server that works it is asked for over HTTP, for the database is its own. */
@Command(
        name = "backup",
        description = "Writes the database, the newest checkpoint of every run and the uploaded datasets to one ZIP"
                + " file, whether the server works or not.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class BackupCommand implements Callable<Integer> {
    @Option(names = "--to", required = true, description = "file to write; one that is there is replaced at the end")
    private Path to = Path.of("");

    @Option(names = "--data-dir", description = "as of the server", defaultValue = "data")
    private Path dataDir = Path.of("");

    @Option(names = "--datasets-dir", description = "as of the server (default: <data-dir>/datasets)")
    private @Nullable Path datasetsDir;

    @Option(
            names = "--token",
            description = "an administrator's API token with the scope write; for a server that works with accounts")
    private @Nullable String token;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            Path datasets = datasetsDir != null ? datasetsDir : dataDir.resolve("datasets");
            backups(dataDir, datasets, zip -> H2RunStore.copy(dataDir, zip)).write(to);
        } catch (StoreException e) {
            Optional<String> address = ServerAddress.read(dataDir);
            if (address.isEmpty()) {
                throw e;
            }
            askServer(address.get(), e);
        }
        System.out.println(to + ": " + Files.size(to) + " bytes");
        return 0;
    }

    private void askServer(String address, StoreException reason) throws IOException, InterruptedException {
        try {
            new RemoteBackup(address, token).write(to);
        } catch (ConnectException e) {
            throw reason; // the address is that of a server that was killed
        }
    }

    /** Writes backups of a data directory. */
    static BackupWriter backups(Path dataDir, Path datasetsDir, Consumer<Path> database) {
        return new BackupWriter(
                database, dataDir.resolve(Lab.CHECKPOINTS), Datasets.uploads(dataDir, datasetsDir), Main.version());
    }
}
