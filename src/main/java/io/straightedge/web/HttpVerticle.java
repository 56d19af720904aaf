package io.straightedge.web;

import io.straightedge.data.Dataset;
import io.straightedge.data.Datasets;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunStore;
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The HTTP server: API, live channel and dashboard. */
public final class HttpVerticle extends VerticleBase {
    static final int MAX_BODY_BYTES = 1 << 20;
    /** An address may name the metrics of a whole page. */
    private static final int MAX_LINE_BYTES = 1 << 14;

    private static final int MAX_FRAME_BYTES = 1 << 16;
    private static final int CLOSING_SECONDS = 2;
    private static final String LIVE = "/api/v1/live";
    private static final String CONTRACT = "openapi.yaml";

    private final String host;
    private final int port;
    private final Api api;
    private final KeyApi keys;
    private final DatasetApi datasets;
    private final SliceApi slices;
    private final ExperimentApi experiments;
    private final ArchiveApi archives;
    private final LiveHub hub;
    private final RunStore store;
    private final Telemetry telemetry;
    private @Nullable HttpServer server;
    private @Nullable Uploads uploads;

    /**
     * @param port 0 picks a free one; {@link #port} tells which
     * @param data gives the data that a run of some spec trains on
     */
    public HttpVerticle(
            String host,
            int port,
            RunStore store,
            RunControl control,
            ExperimentControl experimentControl,
            Datasets datasets,
            Function<RunSpec, Dataset> data,
            LiveHub hub,
            Telemetry telemetry) {
        this.host = host;
        this.port = port;
        this.api = new Api(store, control);
        this.keys = new KeyApi(store);
        this.datasets = new DatasetApi(datasets);
        this.slices = new SliceApi(store, data);
        this.experiments = new ExperimentApi(store.experiments(), experimentControl);
        this.archives = new ArchiveApi(store);
        this.hub = hub;
        this.store = store;
        this.telemetry = telemetry;
        telemetry.gauge("sockets", "browsers with a live connection", hub::sockets);
    }

    @Override
    public Future<?> start() {
        hub.start(context);
        return Future.join(DashboardFiles.read(vertx), OpenAPIContract.from(vertx, CONTRACT))
                .map(both -> router(both.resultAt(0), both.resultAt(1)))
                .compose(this::listen);
    }

    @Override
    public Future<?> stop() {
        return uploads == null ? Future.succeededFuture() : uploads.close();
    }

    /** The port that is listened on. */
    public int port() {
        return server == null ? port : server.actualPort();
    }

    private Future<HttpServer> listen(Router router) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setCompressionSupported(true)
                .setIdleTimeout(120)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES);
        return vertx.createHttpServer(options)
                .requestHandler(router)
                .webSocketHandshakeHandler(HttpVerticle::checkHandshake)
                .webSocketHandler(hub::accept)
                .listen()
                .onSuccess(listening -> server = listening);
    }

    private Router router(DashboardFiles files, OpenAPIContract contract) {
        Router router = Router.router(vertx);
        SecurityHeaders headers = new SecurityHeaders(files);
        router.route().handler(RequestLog::add);
        router.route().handler(headers::add);
        router.route().handler(Origins::check);
        new Observability(vertx, store, telemetry).add(router);
        router.get("/openapi.yaml").handler(context -> context.response()
                .putHeader("Content-Type", "application/yaml")
                .sendFile(CONTRACT));

        uploads = new Uploads(vertx, router);
        Routes.add(uploads, datasets, archives, hub);
        RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        builder.rootHandler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        Routes.add(vertx, builder, api, keys, datasets, slices, experiments, archives, hub);
        router.route().subRouter(builder.createRouter());

        files.add(router);
        for (int status : new int[] {400, 403, 404, 405, 413, 415, 500}) {
            router.errorHandler(status, Errors::answer);
        }
        return router;
    }

    private static void checkHandshake(ServerWebSocketHandshake handshake) {
        if (!handshake.path().equals(LIVE)) {
            handshake.reject(404);
        } else if (!Origins.own(handshake.headers())) {
            handshake.reject(403);
        } else {
            handshake.accept();
        }
    }
}
