package io.straightedge;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client with a cookie or a token, as a browser or a program has them. */
final class AccountClient {
    static final String PASSWORD = "correct horse battery";
    static final String ADMIN = "ada";

    private final ServerFixture server;
    private final Map<String, String> headers = new LinkedHashMap<>();

    AccountClient(ServerFixture server) {
        this.server = server;
    }

    /** The first administrator, who comes by the one-time link. */
    static AccountClient administrator(ServerFixture server) throws IOException, InterruptedException {
        String code = server.welcome().replaceFirst(".*code=", "");
        return new AccountClient(server)
                .enter("/api/v1/welcome", new JsonObject().put("code", code).put("name", ADMIN));
    }

    /** Another user, who is invited and chooses the usual password. */
    AccountClient invite(String name, String role) throws IOException, InterruptedException {
        JsonObject user =
                json(post("/api/v1/users", new JsonObject().put("name", name).put("role", role)));
        return new AccountClient(server).enter("/api/v1/welcome", new JsonObject().put("code", user.getString("code")));
    }

    static AccountClient login(ServerFixture server, String name) throws IOException, InterruptedException {
        return new AccountClient(server).enter("/api/v1/session", new JsonObject().put("name", name));
    }

    AccountClient withToken(String secret) {
        return new AccountClient(server).with("Authorization", "Bearer " + secret);
    }

    /** The same with another header; null takes it away. */
    AccountClient with(String header, String value) {
        AccountClient other = new AccountClient(server);
        other.headers.putAll(headers);
        if (value == null) {
            other.headers.remove(header);
        } else {
            other.headers.put(header, value);
        }
        return other;
    }

    String header(String name) {
        return headers.get(name);
    }

    String token(String scope) throws IOException, InterruptedException {
        JsonObject body = new JsonObject().put("name", "test").put("scope", scope);
        return json(post("/api/v1/tokens", body)).getString("secret");
    }

    LiveClient live() {
        Map<String, String> own = new LinkedHashMap<>(headers);
        own.remove("X-CSRF-Token");
        return server.live(own);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null);
    }

    HttpResponse<String> post(String path, JsonObject body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null);
    }

    HttpResponse<String> send(String method, String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return server.send(request);
    }

    /** As {@link ServerFixture#upload}. */
    HttpResponse<String> upload(String path, Map<String, String> fields, Map<String, byte[]> files)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                new MultipartForm(fields, files).post(HttpRequest.newBuilder(URI.create(server.address() + path)));
        headers.forEach(request::header);
        return server.send(request);
    }

    /** What a path answers, byte for byte. */
    byte[] download(String path) throws IOException {
        URLConnection connection = URI.create(server.address() + path).toURL().openConnection();
        headers.forEach(connection::setRequestProperty);
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** Asks for a run until it is in a state. */
    JsonObject awaitState(long run, String state) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        JsonObject latest = json(get("/api/v1/runs/" + run));
        while (!latest.getString("state").equals(state)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not " + state + " but " + latest);
            }
            Thread.onSpinWait();
            latest = json(get("/api/v1/runs/" + run));
        }
        return latest;
    }

    static JsonObject json(HttpResponse<String> response) {
        if (response.statusCode() >= 300) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return new JsonObject(response.body());
    }

    private AccountClient enter(String path, JsonObject body) throws IOException, InterruptedException {
        AccountClient other = new AccountClient(server);
        other.headers.putAll(session(post(path, body.put("password", PASSWORD))));
        return other;
    }

    /** The headers of who has just logged in. */
    static Map<String, String> session(HttpResponse<String> login) {
        String csrf = json(login).getString("csrf");
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        return Map.of("Cookie", cookie, "X-CSRF-Token", csrf);
    }
}
