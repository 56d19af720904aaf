package io.straightedge;

import io.straightedge.config.AppConfig;
import io.straightedge.data.Datasets;
import io.straightedge.engine.Engine;
import io.straightedge.engine.Recorder;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import io.straightedge.web.HttpVerticle;
import io.straightedge.web.LiveHub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole product in one process: store, recorder, engine, web. Closed in the opposite order. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long LONGEST_STEP_SECONDS = 30;

    private final int port;
    private final Deque<AutoCloseable> opened;
    private final CountDownLatch closed = new CountDownLatch(1);

    private Server(int port, Deque<AutoCloseable> opened) {
        this.port = port;
        this.opened = opened;
    }

    /** @throws ServerException when it cannot start; what had been opened is closed again */
    public static Server start(AppConfig config) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            RunStore store = H2RunStore.open(config.dataDir());
            opened.push(store);
            Vertx vertx = Vertx.vertx();
            opened.push(() -> await(vertx.close()));
            LiveHub hub = new LiveHub(vertx, store);
            Recorder recorder = new Recorder(store, hub::publish);
            opened.push(recorder);
            Datasets datasets = new Datasets(config.datasetsDir());
            Engine engine = await(Engine.start(vertx, store, datasets, recorder, config.workers()));
            opened.push(engine);
            HttpVerticle http = new HttpVerticle(config.host(), config.port(), store, engine, datasets, hub);
            await(vertx.deployVerticle(http));
            if (config.demo()) {
                SampleRun.start(store, engine, datasets);
            }
            return new Server(http.port(), opened);
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
            closeAll(opened);
            throw new ServerException(reason(e, config), e);
        } catch (InterruptedException e) {
            closeAll(opened);
            Thread.currentThread().interrupt();
            throw new ServerException("the start was interrupted", e);
        }
    }

    /** The port that is listened on. */
    public int port() {
        return port;
    }

    /** Returns once {@link #close} has been called and is through. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /** Ends runs as interrupted, writes what they reported, and closes the store. */
    @Override
    public synchronized void close() {
        closeAll(opened);
        closed.countDown();
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                LOG.error("closing failed", e);
            }
        }
    }

    private static <T> T await(Future<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(LONGEST_STEP_SECONDS, TimeUnit.SECONDS);
    }

    private static String reason(Exception failure, AppConfig config) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
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
