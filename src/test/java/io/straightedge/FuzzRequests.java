package io.straightedge;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Damaged bodies to every route that takes one, and damaged queries. What a request made all the same goes again. */
final class FuzzRequests implements FuzzLoad.Shot {
    private static final String SPEC =
            """
            {"name":"fuzz","dataset":{"name":"clusters","samples":60,"dimension":3,"classes":2,"seed":1},
             "network":{"hidden":[4,3],"biasVariance":0.1,"scale":1.0},
             "training":{"epochs":1,"batchSize":20,"optimizer":"adam","learningRate":0.01},
             "measure":{"pairs":2,"everySteps":10,"normalise":true}}""";
    private static final String EXPERIMENT =
            "{\"base\":" + SPEC + ",\"grid\":{\"network.hidden\":[[2],[3]]},\"seeds\":[1,2]}";

    /** For a server that anyone on the machine may use, whose run 1 has ended. */
    static final List<Target> LAB = List.of(
            new Target("POST", "/api/v1/runs", SPEC),
            new Target("POST", "/api/v1/experiments", EXPERIMENT),
            new Target("POST", "/api/v1/experiments", "{\"guided\":\"gap-width\",\"preset\":\"quick\"}"),
            new Target("POST", "/api/v1/experiments/1/actions", "{\"action\":\"stop\"}"),
            new Target("PATCH", "/api/v1/runs/1", "{\"name\":\"a\",\"tags\":[\"b\"],\"notes\":\"c\",\"version\":1}"),
            new Target("POST", "/api/v1/runs/1/actions", "{\"action\":\"move\",\"position\":3}"),
            new Target("POST", "/api/v1/datasets/mnist/actions", "{\"action\":\"pause\"}"),
            new Target("POST", "/api/v1/datasets", "name=x&label=kind"),
            new Target("POST", "/api/v1/archives", "{}"),
            new Target(
                    "GET", "/api/v1/runs/1/metrics?keys=train/loss&max_points=100&start_step=1&end_step=9&after=3", ""),
            new Target("GET", "/api/v1/runs?max_results=10&page_token=abc&order_by=created&last=train/loss", ""),
            new Target("GET", "/api/v1/runs/1/path?pair=0&step=0", ""),
            new Target("GET", "/api/v1/runs/1/keys?q=loss&max_results=5", ""),
            new Target("GET", "/api/v1/theory?layers=784,100,10&norm_a=28&norm_b=28&dot=400&bias_variance=1", ""),
            new Target("GET", "/api/v1/datasets/clusters/samples?count=5&part=train", ""));

    /** For a server with accounts, of which the caller is an administrator. */
    static final List<Target> ACCOUNTS = List.of(
            new Target("POST", "/api/v1/session", "{\"name\":\"ada\",\"password\":\"wrong\"}"),
            new Target("POST", "/api/v1/welcome", "{\"code\":\"x\",\"name\":\"eve\",\"password\":\"short\"}"),
            new Target("PUT", "/api/v1/password", "{\"current\":\"x\",\"password\":\"short\"}"),
            new Target("POST", "/api/v1/tokens", "{\"name\":\"t\",\"scope\":\"read\",\"expires\":null}"),
            new Target("POST", "/api/v1/users", "{\"name\":\"bob\",\"role\":\"member\"}"),
            new Target("PATCH", "/api/v1/users/bob", "{\"role\":\"viewer\",\"disabled\":false}"),
            new Target("POST", "/api/v1/users/bob/reset", "{}"),
            new Target("GET", "/api/v1/audit?max_results=10&page_token=5", ""));

    private final ServerFixture server;
    private final List<Target> targets;
    private final Map<String, String> headers;

    /** @param body what is right for the route; of a GET, its query is damaged instead */
    record Target(String method, String path, String body) {}

    /** @param headers that say who calls */
    FuzzRequests(ServerFixture server, List<Target> targets, Map<String, String> headers) {
        this.server = server;
        this.targets = targets;
        this.headers = headers;
    }

    @Override
    public String fire(Random random) throws Exception {
        Target target = targets.get(random.nextInt(targets.size()));
        boolean reads = target.method().equals("GET");
        String path = reads ? query(target.path(), random) : target.path();
        byte[] body = reads ? new byte[0] : Mutations.textBytes(target.body(), random);
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(server.address() + path));
        } catch (IllegalArgumentException e) {
            return "no address";
        }
        headers.forEach(request::header);
        HttpResponse<String> answer = server.send(request.header("Content-Type", "application/json")
                .method(target.method(), reads ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)));
        FuzzLoad.check(answer, () -> target.method() + " " + path + " " + new String(body, StandardCharsets.UTF_8));
        if (answer.statusCode() == 201) {
            remove(answer);
        }
        return "" + answer.statusCode();
    }

    private void remove(HttpResponse<String> made) throws Exception {
        @Nullable String place = made.headers().firstValue("Location").orElse(null);
        if (place == null || place.startsWith("/api/v1/users/")) {
            return; // users stay, disabled or not
        }
        if (place.startsWith("/api/v1/runs/") || place.startsWith("/api/v1/experiments/")) {
            server.post(
                    place + "/actions", new JsonObject().put("action", "stop").encode());
        }
        HttpResponse<String> gone;
        do {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + place));
            headers.forEach(request::header);
            gone = server.send(request.DELETE());
        } while (gone.statusCode() == 409); // a run that has been told to stop, and has not yet
        if (gone.statusCode() != 204) {
            throw new AssertionError("DELETE " + place + ": " + gone.statusCode() + " " + gone.body());
        }
    }

    private static String query(String path, Random random) {
        int from = "/api/v1/".length();
        String mutated = Mutations.text(path.substring(from), random);
        return path.substring(0, from)
                + URLEncoder.encode(mutated, StandardCharsets.UTF_8)
                        .replace("%2F", "/")
                        .replace("%3F", "?")
                        .replace("%3D", "=")
                        .replace("%26", "&");
    }
}
