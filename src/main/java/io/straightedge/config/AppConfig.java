package io.straightedge.config;

import java.nio.file.Path;

/**
 * What the server was told at start.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param dataDir where runs are kept
 * @param datasetsDir where data files lie, {@code mnist/} among them
 * @param demo start a sample run when there is none yet
 * @param workers runs that train at the same time
 * @param resume whether interrupted runs go on by themselves at the start
 */
public record AppConfig(
        String host, int port, Path dataDir, Path datasetsDir, boolean demo, int workers, boolean resume) {

    /** @throws IllegalArgumentException naming the setting, its value and what would be right */
    public AppConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("--host is empty; use an address such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port " + port + " is no port; use 0 to 65535");
        }
        if (workers < 1 || workers > 256) {
            throw new IllegalArgumentException("--workers " + workers + " is not allowed; use 1 to 256");
        }
    }
}
