package io.straightedge;

import io.straightedge.disk.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the server that uses a data directory listens, for commands on the same machine. */
final class ServerAddress {
    private static final Logger LOG = LoggerFactory.getLogger(ServerAddress.class);
    static final String FILE = "server.address";

    private ServerAddress() {}

    static void write(Path dataDir, String address) {
        try {
            PrivateFiles.write(dataDir.resolve(FILE), address + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(dataDir.resolve(FILE) + " cannot be written", e);
        }
    }

    /** Of the last server; it may have been killed. */
    static Optional<String> read(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    static void remove(Path dataDir) {
        try {
            Files.deleteIfExists(dataDir.resolve(FILE));
        } catch (IOException e) {
            LOG.warn("{} stays behind", dataDir.resolve(FILE), e);
        }
    }
}
