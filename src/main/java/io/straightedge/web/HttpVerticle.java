package io.straightedge.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.straightedge.account.Accounts;
import io.straightedge.account.AnswerStore;
import io.straightedge.account.AuditStore;
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
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server: API, live channel and dashboard. */
public final class HttpVerticle extends VerticleBase {
    static final int MAX_BODY_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(HttpVerticle.class);

    /** An address may name the metrics of a whole page. */
    private static final int MAX_LINE_BYTES = 1 << 14;

    static final int MAX_FRAME_BYTES = 1 << 16;
    private static final int MAX_HEADER_BYTES = 1 << 14;
    static final int MAX_FORM_FIELDS = 16;
    static final int MAX_FIELD_BYTES = 1 << 13;

    /** Of numbers, the usual level takes four times as long for a few per cent fewer bytes, and the loop compresses. */
    private static final int COMPRESSION_LEVEL = Gzip.QUICK;

    private static final int CLOSING_SECONDS = 1;
    private static final long WRITE_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final String CONTRACT = "openapi.yaml";
    private static final TypeReference<Map<String, Object>> CONTRACT_TYPE = new TypeReference<>() {};

    private final AppConfig config;
    private final Accounts accounts;
    private final AuditStore audit;
    private final Places places;
    private final Repeats repeats;
    private final Quotas quotas;
    private final Peers peers;
    private final Callers callers;
    private final Origins origins;
    private final AccountApi accountApi;
    private final UseApi use;
    private final Api api;
    private final KeyApi keys;
    private final Datasets datasets;
    private final DatasetApi datasetApi;
    private final SliceApi slices;
    private final ExperimentApi experiments;
    private final TemporaryFiles temporary;
    private final ArchiveApi archives;
    private final BackupApi backups;
    private final ServerApi serverApi;
    private final LiveHub hub;
    private final RunStore store;
    private final Telemetry telemetry;
    private final RateLimits rates;
    private SlowClients.Patience patience = SlowClients.Patience.USUAL;
    private @Nullable HttpServer server;

    /**
     * @param data gives the data that a run of some spec trains on
     * @param version of the program
     */
    public HttpVerticle(
            AppConfig config,
            Accounts accounts,
            AuditStore audit,
            AnswerStore answers,
            RunStore store,
            RunControl control,
            ExperimentControl experimentControl,
            Quotas quotas,
            Datasets datasets,
            Function<RunSpec, Dataset> data,
            Backups backups,
            DiskSpace disk,
            LiveHub hub,
            Telemetry telemetry,
            String version) {
        boolean required = config.auth() == AppConfig.Auth.LOCAL;
        this.use = new UseApi(quotas);
        this.quotas = quotas;
        this.config = config;
        this.places = new Places(config);
        this.accounts = accounts;
        this.audit = audit;
        this.repeats = new Repeats(answers, Clock.systemUTC());
        this.peers = new Peers(config.trustedProxies());
        this.callers = new Callers(accounts, required);
        this.origins = new Origins(!required);
        this.rates = new RateLimits(config.requestsPerSecond(), System::nanoTime);
        this.accountApi = new AccountApi(accounts, required, use);
        this.temporary = new TemporaryFiles(config.dataDir(), disk);
        this.api = new Api(store, control, temporary);
        this.keys = new KeyApi(store);
        this.datasets = datasets;
        this.datasetApi = new DatasetApi(datasets, quotas);
        this.slices = new SliceApi(store, data);
        this.experiments = new ExperimentApi(store.experiments(), experimentControl);
        this.archives = new ArchiveApi(store, quotas, temporary);
        this.backups = new BackupApi(backups);
        this.serverApi = new ServerApi(config, version, store, disk, telemetry);
        this.hub = hub;
        this.store = store;
        this.telemetry = telemetry;
        telemetry.gauge("sockets", "browsers with a live connection", hub::sockets);
    }

    /** For tests, which do not wait for minutes. */
    HttpVerticle with(SlowClients.Patience other) {
        patience = other;
        return this;
    }

    @Override
    public Future<?> start() {
        hub.start(context, callers::lasts, places);
        Workers workers = new Workers(vertx);
        accounts.onEnd(hub::closeEnded);
        vertx.setPeriodic(WRITE_MILLIS, timer -> writeAccounts()
                .onFailure(failure -> LOG.warn("when sessions were used is not written", failure)));
        return temporary
                .open(vertx.fileSystem())
                .compose(ready -> Future.join(
                        DashboardFiles.read(vertx, workers), OpenAPIContract.from(vertx, CONTRACT), contractText()))
                .compose(all -> {
                    SlowClients slow = new SlowClients(vertx, patience);
                    return listen(router(slow, workers, all.resultAt(0), all.resultAt(1), all.resultAt(2)), slow);
                });
    }

    @Override
    public Future<?> stop() {
        return answerTheLast().eventually(this::writeAccounts).eventually(() -> temporary.close(vertx.fileSystem()));
    }

    /** Takes no more requests, and waits a moment for those under way. */
    private Future<?> answerTheLast() {
        return server == null
                ? Future.succeededFuture()
                : server.shutdown(CLOSING_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }

    /** The port that is listened on. */
    public int port() {
        return server == null ? config.port() : server.actualPort();
    }

    /** The contract as people wrote it; Vert.x rewrites its references. */
    private Future<JsonObject> contractText() {
        return vertx.fileSystem()
                .readFile(CONTRACT)
                .compose(yaml -> vertx.executeBlocking(
                        () -> new JsonObject(new YAMLMapper().readValue(yaml.getBytes(), CONTRACT_TYPE)), false));
    }

    private Future<HttpServer> listen(Router router, SlowClients slow) {
        HttpServerOptions options = options();
        if (config.tls() == null) {
            return listen(router, slow, options);
        }
        return Encryption.read(vertx, config.tls()).compose(encryption -> {
            encryption.applyTo(options);
            return listen(router, slow, options).onSuccess(encryption::watch);
        });
    }

    /**
     * HTTP/1.1 alone: the limits on heads, bodies and slow clients are made for it. No compressed WebSocket frames:
     * what they unpack to would not be limited.
     */
    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setCompressionSupported(true)
                .setCompressionLevel(COMPRESSION_LEVEL)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) patience.idleMillis())
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxFormFields(MAX_FORM_FIELDS)
                .setMaxFormAttributeSize(MAX_FIELD_BYTES)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setUseAlpn(false)
                .setHttp2ClearTextEnabled(false);
    }

    private Future<HttpServer> listen(Router router, SlowClients slow, HttpServerOptions options) {
        LiveDoor door = new LiveDoor(origins, peers, callers, rates, slow, hub);
        return vertx.createHttpServer(options)
                .connectionHandler(connection -> {
                    StrictDecoder.readFrom(connection, options);
                    slow.opened(connection);
                })
                .requestHandler(router)
                .webSocketHandshakeHandler(door::check)
                .webSocketHandler(door::accept)
                .listen()
                .onSuccess(listening -> server = listening);
    }

    private Router router(
            SlowClients slow, Workers workers, DashboardFiles files, OpenAPIContract contract, JsonObject text) {
        Router router = Router.router(vertx);
        AuditTrail trail = new AuditTrail(vertx, audit);
        trail.start();
        Access access = new Access(contract, callers, rates, store, datasets, trail);
        router.route().handler(slow::began);
        router.route().handler(peers::find);
        router.route().handler(places::find);
        router.route().handler(RequestLog::add);
        router.route().handler(SecurityHeaders::add);
        router.route().handler(HeadCheck::check);
        router.route().handler(origins::check);
        router.route().handler(access::admit).failureHandler(Errors::answer);
        router.route().handler(new Parameters(contract)::check).failureHandler(Errors::answer);
        router.get("/metrics").handler(access::admitReader).failureHandler(Errors::answer);
        new Observability(vertx, workers, store, telemetry).add(router);
        router.get("/openapi.yaml").handler(context -> context.response()
                .putHeader("Content-Type", "application/yaml")
                .sendFile(CONTRACT));
        router.get("/openapi.json").handler(context -> context.json(text));

        Routes.add(new Uploads(workers, slow, router, access, temporary, repeats, quotas), datasetApi, archives, hub);
        RouterBuilder builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
        builder.rootHandler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        Routes.add(
                workers,
                builder,
                access,
                repeats,
                accountApi,
                use,
                trail,
                api,
                keys,
                datasetApi,
                slices,
                experiments,
                archives,
                backups,
                serverApi,
                hub);
        router.route().subRouter(builder.createRouter());

        files.add(router);
        for (int status : new int[] {400, 401, 403, 404, 405, 413, 415, 500}) {
            router.errorHandler(status, Errors::answer);
        }
        return router;
    }

    private Future<?> writeAccounts() {
        return vertx.executeBlocking(
                () -> {
                    accounts.write();
                    return true;
                },
                false);
    }
}
