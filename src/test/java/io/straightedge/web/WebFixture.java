package io.straightedge.web;

import io.straightedge.ServerFixture;
import io.straightedge.account.Accounts;
import io.straightedge.backup.BackupWriter;
import io.straightedge.backup.Backups;
import io.straightedge.config.AppConfig;
import io.straightedge.data.Dataset;
import io.straightedge.data.Datasets;
import io.straightedge.disk.DiskSpace;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.Quotas;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunStore;
import io.straightedge.run.Use;
import io.straightedge.run.UserLimits;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP server on a free port and a real store, without an engine: nobody steers runs. */
final class WebFixture implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    final RunStore store;
    final LiveHub hub;
    final int port;
    private final Vertx vertx = Vertx.vertx();

    WebFixture(Path dataDir) throws Exception {
        this(dataDir, SlowClients.Patience.USUAL);
    }

    WebFixture(Path dataDir, SlowClients.Patience patience) throws Exception {
        this(dataDir, patience, spec -> {
            throw new UnsupportedOperationException();
        });
    }

    /** @param data what runs train on */
    WebFixture(Path dataDir, SlowClients.Patience patience, Function<RunSpec, Dataset> data) throws Exception {
        Stores stores = H2RunStore.openAll(dataDir);
        store = stores.runs();
        hub = new LiveHub(vertx, store);
        DiskSpace disk = DiskSpace.of(dataDir, null);
        HttpVerticle http = new HttpVerticle(
                ServerFixture.config(dataDir, 0, AppConfig.Auth.NONE, null),
                new Accounts(stores.accounts(), Clock.systemUTC()),
                stores.audit(),
                stores.answers(),
                store,
                nobody(RunControl.class),
                nobody(ExperimentControl.class),
                new Unlimited(),
                new Datasets(dataDir, dataDir.resolve("uploads")),
                data,
                new Backups(
                        dataDir.resolve("backups"),
                        new BackupWriter(stores.copying()::to, dataDir, dataDir, "test"),
                        disk,
                        Clock.systemUTC()),
                disk,
                hub,
                new Telemetry(),
                "test");
        vertx.deployVerticle(http.with(patience))
                .toCompletionStage()
                .toCompletableFuture()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        port = http.port();
    }

    /** A connection that has sent some bytes; reading from it gives up after half a minute. */
    Socket connection(String bytes) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        send(socket, bytes);
        return socket;
    }

    static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    /** Nobody takes or is refused anything. */
    private static final class Unlimited implements Quotas {
        @Override
        public UserLimits limits() {
            return UserLimits.NONE;
        }

        @Override
        public Use use(@Nullable String owner) {
            return new Use(0, 0, 0, 0);
        }

        @Override
        public void checkStorage(@Nullable String owner, long points, long bytes) {}
    }

    private static <T> T nobody(Class<T> control) {
        return control.cast(Proxy.newProxyInstance(
                control.getClassLoader(), new Class<?>[] {control}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        store.close();
    }
}
