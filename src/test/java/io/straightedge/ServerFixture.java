package io.straightedge;

import static org.awaitility.Awaitility.await;

import io.straightedge.config.AppConfig;
import io.straightedge.config.RetentionRules;
import io.straightedge.config.Tls;
import io.straightedge.run.Limits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A real server on a free port, and a client for it. */
public final class ServerFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Server server;
    private final HttpClient client = HttpClient.newHttpClient();

    public ServerFixture(Path dataDir) {
        this(dataDir, 0);
    }

    public ServerFixture(Path dataDir, int port) {
        this(config(dataDir, port, AppConfig.Auth.NONE, null));
    }

    public ServerFixture(AppConfig config) {
        server = Server.start(config);
    }

    /** A server that wants a login. */
    public static ServerFixture withAccounts(Path dataDir) {
        return new ServerFixture(config(dataDir, 0, AppConfig.Auth.LOCAL, null));
    }

    public static AppConfig config(Path dataDir, int port, AppConfig.Auth auth, @Nullable Tls tls) {
        return config(dataDir, port, auth, tls, Limits.DEFAULT, 0, Set.of());
    }

    /** A server that limits users, who log in, or runs. */
    public static ServerFixture limited(Path dataDir, AppConfig.Auth auth, Limits limits) {
        return new ServerFixture(config(dataDir, 0, auth, null, limits, 0, Set.of()));
    }

    /** A server that allows so many requests a second, and believes proxies. */
    static ServerFixture rated(Path dataDir, AppConfig.Auth auth, int rate, Set<InetAddress> proxies) {
        return new ServerFixture(config(dataDir, 0, auth, null, Limits.DEFAULT, rate, proxies));
    }

    private static AppConfig config(
            Path dataDir,
            int port,
            AppConfig.Auth auth,
            @Nullable Tls tls,
            Limits limits,
            int rate,
            Set<InetAddress> proxies) {
        return new AppConfig(
                "127.0.0.1",
                port,
                auth,
                tls,
                proxies,
                dataDir,
                dataDir.resolve("datasets"),
                false,
                2,
                true,
                rate,
                null,
                limits,
                RetentionRules.NONE);
    }

    /** A server without accounts that keeps so many bytes of its disk free. */
    static ServerFixture keepingFree(Path dataDir, long bytes) {
        AppConfig usual = config(dataDir, 0, AppConfig.Auth.NONE, null);
        return new ServerFixture(new AppConfig(
                usual.host(),
                usual.port(),
                usual.auth(),
                usual.tls(),
                usual.trustedProxies(),
                usual.dataDir(),
                usual.datasetsDir(),
                usual.demo(),
                usual.workers(),
                usual.resume(),
                usual.requestsPerSecond(),
                bytes,
                usual.limits(),
                usual.retention()));
    }

    /** The link for the first administrator. */
    public String welcome() {
        return server.welcome().orElseThrow();
    }

    public int port() {
        return server.port();
    }

    public String address() {
        return server.address();
    }

    /** A run small enough to end within a second or two. */
    public static JsonObject smallSpec() {
        return mutable(Map.of(
                "dataset", Map.of("name", "clusters", "samples", 200, "dimension", 5, "classes", 3),
                "network", Map.of("hidden", List.of(20)),
                "training", Map.of("epochs", 20, "batchSize", 20, "learningRate", 0.1),
                "measure", Map.of("pairs", 10, "everySteps", 20)));
    }

    private static JsonObject mutable(Map<String, Object> json) {
        return new JsonObject(new JsonObject(json).encode());
    }

    /** A run of a few seconds. */
    public static JsonObject mediumSpec() {
        JsonObject spec = smallSpec();
        spec.getJsonObject("training")
                .put("epochs", 500)
                .put("optimizer", "adam")
                .put("learningRate", 0.001);
        spec.getJsonObject("measure").put("everySteps", 200);
        return spec;
    }

    /** A run that goes on until it is stopped. */
    public static JsonObject longSpec() {
        JsonObject spec = smallSpec();
        spec.getJsonObject("training").put("epochs", 1_000_000);
        spec.getJsonObject("measure").put("everySteps", 1000);
        return spec;
    }

    /** As {@link #longSpec}, measured as often as the budget allows: every measurement keeps its paths. */
    public static JsonObject watchedSpec() {
        JsonObject spec = longSpec();
        spec.getJsonObject("measure").remove("everySteps");
        return spec;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).GET());
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> patch(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path))
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    /** Posts a multipart form: text fields, and files by the name of their field. */
    public HttpResponse<String> upload(String path, Map<String, String> fields, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        return send(new MultipartForm(fields, files).post(HttpRequest.newBuilder(URI.create(address() + path))));
    }

    /** What a path answers, byte for byte. */
    public byte[] download(String path) throws IOException {
        try (InputStream in = URI.create(address() + path).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    public HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(address() + path)).DELETE());
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest sent = request.timeout(PATIENCE).build();
        return Contract.checked(sent, client.send(sent, BodyHandlers.ofString()));
    }

    public JsonObject json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " answered " + response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    public long start(JsonObject spec) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/api/v1/runs", spec.encode());
        if (response.statusCode() != 201) {
            throw new AssertionError("POST answered " + response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body()).getLong("id");
    }

    /** Asks for the run until it is as wanted. */
    public JsonObject awaitRun(long run, Predicate<JsonObject> wanted) {
        return await().atMost(PATIENCE).pollInterval(POLL).until(() -> json("/api/v1/runs/" + run), wanted::test);
    }

    public JsonObject awaitState(long run, String state) throws IOException, InterruptedException {
        JsonObject latest = awaitRun(
                run,
                json -> json.getString("state").equals(state)
                        || List.of("finished", "failed", "stopped", "interrupted")
                                .contains(json.getString("state")));
        if (!latest.getString("state").equals(state)) {
            throw new AssertionError("not " + state + " but " + latest);
        }
        return latest;
    }

    public LiveClient live() {
        return live(Map.of());
    }

    /** A live channel opened with these headers. */
    public LiveClient live(Map<String, String> headers) {
        return new LiveClient(client, port(), headers);
    }

    public HttpResponse<String> act(long run, String action) throws IOException, InterruptedException {
        return post("/api/v1/runs/" + run + "/actions", "{\"action\":\"" + action + "\"}");
    }

    /** The steps a metric has points at; none where it has no point yet. */
    public JsonArray steps(long run, String key) throws IOException, InterruptedException {
        return json("/api/v1/runs/" + run + "/metrics?keys=" + key)
                .getJsonObject("series")
                .getJsonObject(key, new JsonObject())
                .getJsonArray("steps", new JsonArray());
    }

    /** Waits until the loss is known at a step or after it: a run may have measured a step whose loss is to come. */
    public void awaitLoss(long run, long step) {
        await().atMost(PATIENCE).pollInterval(POLL).until(() -> steps(run, "train/loss").stream()
                .anyMatch(each -> ((Number) each).longValue() >= step));
    }

    @Override
    public void close() {
        server.close();
    }
}
