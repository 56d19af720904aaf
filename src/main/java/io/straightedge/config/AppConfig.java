package io.straightedge.config;

import io.straightedge.run.Limits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server was told at start.
 *
 * @param host address to listen on
 * @param port 0 picks a free one
 * @param auth who may use it
 * @param tls certificate and key to serve HTTPS with, or null for HTTP
 * @param trustedProxies addresses of proxies that are believed when they say for whom they ask
 * @param dataDir where runs and uploads are kept
 * @param datasetsDir where data files lie, {@code mnist/} among them
 * @param demo start a sample run when there is none yet
 * @param workers runs that train at the same time
 * @param resume whether interrupted runs go on by themselves
 * @param requestsPerSecond of the API, on average, that one user may make, or one address without a login; 0 for any
 *     number
 * @param minFreeBytes that stay free on the disk of the data directory, or null for what suits the disk
 * @param limits of users and runs
 * @param retention how long things are kept
 */
public record AppConfig(
        String host,
        int port,
        Auth auth,
        @Nullable Tls tls,
        Set<InetAddress> trustedProxies,
        Path dataDir,
        Path datasetsDir,
        boolean demo,
        int workers,
        boolean resume,
        int requestsPerSecond,
        @Nullable Long minFreeBytes,
        Limits limits,
        RetentionRules retention) {

    /** A database has to have room to be opened again. */
    private static final long MIN_FREE_BYTES = 10_000_000;

    private static final long MEGABYTE = 1_000_000;

    /** Who may use the server. */
    public enum Auth {
        /** Everyone who reaches its address, which has to be one of this machine alone. */
        NONE,
        /** Users who log in. */
        LOCAL
    }

    /** @throws IllegalArgumentException naming the setting, its value and what would be right */
    public AppConfig {
        trustedProxies = Set.copyOf(trustedProxies);
        if (host.isBlank()) {
            throw new IllegalArgumentException("--host is empty; use an address such as 127.0.0.1");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--port " + port + " is no port; use 0 to 65535");
        }
        if (auth == Auth.NONE && !loopback(host)) {
            throw new IllegalArgumentException("--host " + host + " lets other machines in, which needs accounts; add"
                    + " --auth local, and make a first user with \"user add\" or the link that the server prints");
        }
        if (workers < 1 || workers > 256) {
            throw new IllegalArgumentException("--workers " + workers + " is not allowed; use 1 to 256");
        }
        if (requestsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "--request-rate " + requestsPerSecond + " is not allowed; use 1 or more, or 0 for no limit");
        }
        if (minFreeBytes != null && minFreeBytes < MIN_FREE_BYTES) {
            throw new IllegalArgumentException("--min-free-mb " + minFreeBytes / MEGABYTE + " is too little; use "
                    + MIN_FREE_BYTES / MEGABYTE + " or more");
        }
    }

    /** The address for a browser on this machine. */
    public String address(int actualPort) {
        String name = everyAddress() ? "localhost" : host;
        return (tls == null ? "http" : "https") + "://" + (name.contains(":") ? "[" + name + "]" : name) + ":"
                + actualPort;
    }

    /** Whether the server listens on every address of this machine. */
    public boolean everyAddress() {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static boolean loopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
