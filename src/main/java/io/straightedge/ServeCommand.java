package io.straightedge;

import io.straightedge.config.AppConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
    @Spec
    private @Nullable CommandSpec command;

    @Option(names = "--host", description = "address to listen on", defaultValue = "127.0.0.1")
    private String host = "";

    @Option(names = "--port", description = "port to listen on; 0 picks a free one", defaultValue = "8080")
    private int port;

    @Option(names = "--data-dir", description = "where runs are kept", defaultValue = "data")
    private Path dataDir = Path.of("");

    @Option(names = "--datasets-dir", description = "where data files lie (default: <data-dir>/datasets)")
    private @Nullable Path datasetsDir;

    @Option(names = "--workers", description = "runs that train at the same time (default: number of cores)")
    private @Nullable Integer workers;

    @Option(names = "--auth", description = "none: everyone who reaches the address may use it", defaultValue = "none")
    private Auth auth = Auth.none;

    @Option(
            names = "--resume",
            description = "what interrupted runs do at the start: auto goes on with them, wait leaves that to people",
            defaultValue = "auto")
    private Resume resume = Resume.auto;

    @Option(names = "--demo", description = "start a sample run when there is no run yet")
    private boolean demo;

    private enum Resume {
        auto,
        wait
    }

    private enum Auth {
        none
    }

    @Override
    public Integer call() throws InterruptedException {
        Server server = Server.start(config());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println(
                "listening on http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
        server.awaitClosed();
        return 0;
    }

    private AppConfig config() {
        try {
            Path datasets = datasetsDir != null ? datasetsDir : dataDir.resolve("datasets");
            int atOnce = workers != null ? workers : Runtime.getRuntime().availableProcessors();
            return new AppConfig(host, port, dataDir, datasets, demo, atOnce, resume == Resume.auto);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(command).commandLine(), e.getMessage());
        }
    }
}
