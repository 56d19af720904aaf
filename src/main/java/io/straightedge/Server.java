package io.straightedge;

import io.straightedge.account.Accounts;
import io.straightedge.backup.Backups;
import io.straightedge.config.AppConfig;
import io.straightedge.config.RetentionRules;
import io.straightedge.data.Datasets;
import io.straightedge.store.Integrity;
import io.straightedge.upkeep.Upkeep;
import io.straightedge.web.HttpVerticle;
import io.straightedge.web.LiveHub;
import io.vertx.core.WorkerExecutor;
import java.net.BindException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole product in one process: the lab and the web on top of it. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long FIRST_UPKEEP_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long UPKEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final AppConfig config;
    private final Lab lab;
    private final Accounts accounts;
    private final HttpVerticle http;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable String failure;

    private Server(AppConfig config, Lab lab, Accounts accounts, HttpVerticle http) {
        this.config = config;
        this.lab = lab;
        this.accounts = accounts;
        this.http = http;
        lab.failure().thenAcceptAsync(this::fail);
    }

    /** @throws ServerException when it cannot start; what had been opened is closed again */
    public static Server start(AppConfig config) {
        try {
            return listen(
                    config,
                    Lab.open(
                            config.dataDir(),
                            () -> Datasets.ofServer(config.dataDir(), config.datasetsDir()),
                            config.workers(),
                            config.resume(),
                            config.limits(),
                            config.minFreeBytes()));
        } catch (RuntimeException e) {
            throw new ServerException(reason(e, config), e);
        }
    }

    private static Server listen(AppConfig config, Lab lab) {
        try {
            LiveHub hub = new LiveHub(lab.vertx(), lab.store());
            lab.listen(hub::publish);
            Clock clock = Clock.systemUTC();
            Accounts accounts = new Accounts(lab.stores().accounts(), clock);
            Backups backups = new Backups(
                    config.dataDir().resolve("backups"),
                    BackupCommand.backups(
                            config.dataDir(), config.datasetsDir(), lab.stores().copying()::to),
                    lab.disk(),
                    clock);
            HttpVerticle http = new HttpVerticle(
                    config,
                    accounts,
                    lab.stores().audit(),
                    lab.stores().answers(),
                    lab.store(),
                    lab.engine(),
                    lab.engine().experiments(),
                    lab.engine().quotas(),
                    lab.datasets(),
                    lab.engine()::data,
                    backups,
                    lab.disk(),
                    hub,
                    lab.telemetry(),
                    Main.version());
            Lab.await("starting to listen", lab.vertx().deployVerticle(http));
            upkeep(config, lab, hub, clock);
            watch(lab);
            ServerAddress.write(config.dataDir(), config.address(http.port()));
            if (config.demo()) {
                SampleRun.start(lab.store(), lab.engine(), lab.datasets());
            }
            return new Server(config, lab, accounts, http);
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private static void watch(Lab lab) {
        Integrity integrity = lab.stores().integrity();
        lab.telemetry()
                .gauge(
                        "store.damaged",
                        "1 when the check of the database found damage, which the log tells of",
                        () -> integrity.damage() == null ? 0 : 1);
        integrity.start();
    }

    private static void upkeep(AppConfig config, Lab lab, LiveHub hub, Clock clock) {
        if (config.retention().equals(RetentionRules.NONE)) {
            return;
        }
        Upkeep upkeep = new Upkeep(
                config.retention(),
                config.dataDir(),
                lab.store(),
                lab.engine(),
                lab.engine().experiments(),
                lab.stores().audit(),
                hub::deleted,
                clock);
        WorkerExecutor worker = lab.vertx().createSharedWorkerExecutor("upkeep", 1, 1, TimeUnit.DAYS);
        lab.vertx().setPeriodic(FIRST_UPKEEP_MILLIS, UPKEEP_MILLIS, timer -> worker.executeBlocking(() -> {
                    upkeep.sweep();
                    return true;
                })
                .onFailure(failure -> LOG.error("the retention rules were not applied", failure)));
    }

    /** The port that is listened on. */
    public int port() {
        return http.port();
    }

    /** The address for a browser on this machine. */
    public String address() {
        return config.address(port());
    }

    /** A link, once and for a day, to make the first administrator; empty where accounts are off or there is a user. */
    public Optional<String> welcome() {
        return config.auth() == AppConfig.Auth.LOCAL && accounts.none()
                ? Optional.of(address() + "/#/welcome?code=" + accounts.welcome())
                : Optional.empty();
    }

    /**
     * Returns once {@link #close} has been called and is through.
     *
     * @return why the server ended by itself, or null
     */
    public @Nullable String awaitClosed() throws InterruptedException {
        closed.await();
        return failure;
    }

    /** Ends in a way that whoever watches the process starts it again. */
    private void fail(String why) {
        failure = why + "; the server ends, so that it can be started again";
        close();
    }

    /** Ends runs as interrupted, writes what they reported, and closes the store. */
    @Override
    public synchronized void close() {
        ServerAddress.remove(config.dataDir());
        lab.close();
        closed.countDown();
    }

    private static String reason(RuntimeException failure, AppConfig config) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof BindException) {
            return "cannot listen on " + config.host() + ":" + config.port() + " (" + cause.getMessage()
                    + "); stop what uses that port or choose another with --port";
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** The server could not start; the message is one line for the user. */
    public static final class ServerException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ServerException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
