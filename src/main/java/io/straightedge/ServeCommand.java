package io.straightedge;

import io.netty.util.NetUtil;
import io.straightedge.config.AppConfig;
import io.straightedge.config.Tls;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        description = "Starts the server and the dashboard.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class ServeCommand implements Callable<Integer> {
    private static final long MEGABYTE = 1_000_000;

    @Spec
    private @Nullable CommandSpec command;

    @Option(
            names = "--host",
            description = "address to listen on; one that other machines reach needs --auth local",
            defaultValue = "127.0.0.1")
    private String host = "";

    @Option(names = "--port", description = "port to listen on; 0 picks a free one", defaultValue = "8080")
    private int port;

    @Option(names = "--data-dir", description = "where runs and uploads are kept", defaultValue = "data")
    private Path dataDir = Path.of("");

    @Option(names = "--datasets-dir", description = "where data files lie (default: <data-dir>/datasets)")
    private @Nullable Path datasetsDir;

    @Option(names = "--workers", description = "runs that train at the same time (default: number of cores)")
    private @Nullable Integer workers;

    @Option(
            names = "--auth",
            description = "who may use it: none asks nobody, on an address of this machine alone; local wants a login",
            defaultValue = "none")
    private Auth auth = Auth.none;

    @Option(names = "--tls-cert", description = "certificate chain for HTTPS, a PEM file; read again when it changes")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", description = "private key of --tls-cert, a PEM file")
    private @Nullable Path tlsKey;

    @Option(
            names = "--trusted-proxy",
            split = ",",
            description = "addresses of reverse proxies that are believed when they say, in X-Forwarded-For and"
                    + " X-Forwarded-Proto, for whom they ask (default: none)")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--request-rate",
            description = "API requests a second that a user, or an address without a login, may make on average; a"
                    + " quarter of those that read much, a tenth of those that start something; 0 for any number",
            defaultValue = "100")
    private int requestRate;

    @Option(
            names = "--resume",
            description = "what interrupted runs do at the start: auto goes on with them, wait leaves that to people",
            defaultValue = "auto")
    private Resume resume = Resume.auto;

    @Option(
            names = "--min-free-mb",
            description =
                    "megabytes that stay free on the disk of --data-dir: below, runs wait and nothing more is taken"
                            + " (default: 500, or a twentieth of the disk if that is less)")
    private @Nullable Long minFreeMegabytes;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Mixin
    private final RetentionOptions retention = new RetentionOptions();

    @Option(names = "--demo", description = "start a sample run when there is no run yet")
    private boolean demo;

    private enum Resume {
        auto,
        wait
    }

    private enum Auth {
        none,
        local
    }

    @Override
    public Integer call() throws InterruptedException {
        AppConfig config = config();
        Server server = Server.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println("listening on " + server.address()
                + (config.everyAddress() ? ", and on every other address of this machine" : ""));
        server.welcome().ifPresent(link -> System.out.println("make the first administrator within a day: " + link));
        @Nullable String failure = server.awaitClosed();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return 0;
    }

    private @Nullable Tls tls() {
        if (tlsCertificate == null && tlsKey == null) {
            return null;
        }
        if (tlsCertificate == null || tlsKey == null) {
            throw new IllegalArgumentException("--tls-cert and --tls-key go together; give both");
        }
        return new Tls(tlsCertificate, tlsKey);
    }

    private Set<InetAddress> proxies() {
        Set<InetAddress> proxies = new HashSet<>();
        for (String proxy : trustedProxies) {
            @Nullable InetAddress address = NetUtil.createInetAddressFromIpAddressString(proxy);
            if (address == null) {
                throw new IllegalArgumentException("--trusted-proxy " + proxy
                        + " is no address in numbers; use one such as 127.0.0.1, or several with commas between them");
            }
            proxies.add(address);
        }
        return proxies;
    }

    private AppConfig config() {
        try {
            Path datasets = datasetsDir != null ? datasetsDir : dataDir.resolve("datasets");
            int atOnce = workers != null ? workers : Runtime.getRuntime().availableProcessors();
            return new AppConfig(
                    host,
                    port,
                    auth == Auth.local ? AppConfig.Auth.LOCAL : AppConfig.Auth.NONE,
                    tls(),
                    proxies(),
                    dataDir,
                    datasets,
                    demo,
                    atOnce,
                    resume == Resume.auto,
                    requestRate,
                    minFreeMegabytes == null ? null : minFreeMegabytes * MEGABYTE,
                    limits.limits(),
                    retention.rules());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(), e.getMessage());
        }
    }
}
