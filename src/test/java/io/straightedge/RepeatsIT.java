package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.account.AnswerStore;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for twice with one idempotency key is done once. */
class RepeatsIT {
    private static final String RUNS = "/api/v1/runs";

    @TempDir
    Path dataDir;

    @Test
    void theSameKeyAndBodyGetTheFirstAnswerAgainAlsoAfterARestart() throws Exception {
        String spec = ServerFixture.smallSpec().encode();
        HttpResponse<String> first;
        try (ServerFixture server = new ServerFixture(dataDir)) {
            first = post(server, RUNS, "one", spec);
            assertThat(first.statusCode()).isEqualTo(201);
            assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
            assertSame(post(server, RUNS, "one", spec), first);
            server.awaitState(1, "finished");
        }
        try (ServerFixture server = new ServerFixture(dataDir)) {
            assertSame(post(server, RUNS, "one", spec), first);
            assertThat(post(server, RUNS, "two", spec).headers().firstValue("Location"))
                    .hasValue("/api/v1/runs/2");
            assertThat(runs(server)).isEqualTo(2);
        }
    }

    @Test
    void anotherBodyOrPlaceIsRefused() throws Exception {
        try (ServerFixture server = new ServerFixture(dataDir)) {
            post(server, RUNS, "one", ServerFixture.longSpec().encode());
            HttpResponse<String> other = post(
                    server,
                    RUNS,
                    "one",
                    ServerFixture.longSpec().put("name", "other").encode());
            assertThat(other.statusCode()).isEqualTo(422);
            assertThat(new JsonObject(other.body()).getJsonObject("error").getString("message"))
                    .isEqualTo("Idempotency-Key \"one\" came with another request before; use another key for another"
                            + " request");
            String stop = "{\"action\":\"stop\"}";
            assertThat(post(server, RUNS + "/1/actions", "stop", stop).statusCode())
                    .isEqualTo(202);
            server.awaitState(1, "stopped");
            assertThat(post(server, RUNS + "/1/actions", "stop", stop).statusCode())
                    .as("a second stop would be 409")
                    .isEqualTo(202);
            assertThat(post(server, RUNS + "/2/actions", "stop", stop).statusCode())
                    .isEqualTo(422);
            assertThat(post(server, RUNS, "k".repeat(201), "{}").statusCode()).isEqualTo(400);
        }
    }

    @Test
    void whoAsksAtTheSameTimeGetsOneRun() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try (ServerFixture server = new ServerFixture(dataDir)) {
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(clients.submit(() ->
                        post(server, RUNS, "both", ServerFixture.smallSpec().encode())));
            }
            for (Future<HttpResponse<String>> answer : answers) {
                assertThat(answer.get().headers().firstValue("Location")).hasValue("/api/v1/runs/1");
            }
            assertThat(runs(server)).isEqualTo(1);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void whatWasRefusedMayComeAgainAndWhatBrokeOffIsNotDoneTwice() throws Exception {
        try (ServerFixture server = new ServerFixture(dataDir)) {
            String wrong = "{\"colour\": 1}";
            assertThat(post(server, RUNS, "one", wrong).statusCode()).isEqualTo(400);
            assertThat(post(server, RUNS, "one", "{\"dataset\":{\"name\":\"clusters\"},\"training\":{\"epochs\":0}}")
                            .statusCode())
                    .isEqualTo(201);
        }
        try (Stores stores = H2RunStore.openAll(dataDir)) {
            AnswerStore answers = stores.answers();
            Instant now = Instant.now();
            answers.begin("old", "request", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(3)));
            answers.begin("new", "request", now, now.minus(Duration.ofDays(1)));
            assertThat(answers.find("old")).as("older than a day").isEmpty();
            assertThat(answers.find("new").orElseThrow().answered()).isFalse();
            answers.complete("new", new AnswerStore.Kept("request", 201, "/here", "{}"));
            assertThat(answers.find("new")).contains(new AnswerStore.Kept("request", 201, "/here", "{}"));
            answers.forget("new");
            assertThat(answers.find("new")).isEmpty();
        }
    }

    @Test
    void aFormIsTakenOnceToo() throws Exception {
        Map<String, String> fields = Map.of("name", "mine", "label", "kind");
        byte[] table = "x,kind\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n9,a\n10,b\n".getBytes(StandardCharsets.UTF_8);
        try (ServerFixture server = new ServerFixture(dataDir)) {
            HttpResponse<String> first = upload(server, "/api/v1/datasets", fields, Map.of("file", table));
            assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
            assertSame(upload(server, "/api/v1/datasets", fields, Map.of("file", table)), first);
            table[2] = '7';
            assertThat(upload(server, "/api/v1/datasets", fields, Map.of("file", table))
                            .statusCode())
                    .isEqualTo(422);

            long run = server.start(ServerFixture.smallSpec());
            server.awaitState(run, "finished");
            Map<String, byte[]> archive = Map.of("archive", server.download(RUNS + "/" + run + "/archive"));
            HttpResponse<String> imported = upload(server, "/api/v1/archives", Map.of(), archive);
            assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);
            assertSame(upload(server, "/api/v1/archives", Map.of(), archive), imported);
            assertThat(runs(server)).isEqualTo(2);
        }
    }

    private static HttpResponse<String> upload(
            ServerFixture server, String path, Map<String, String> fields, Map<String, byte[]> files) throws Exception {
        return server.send(new MultipartForm(fields, files)
                .post(HttpRequest.newBuilder(URI.create(server.address() + path))
                        .header("Idempotency-Key", "one")));
    }

    @Test
    void everyUserHasKeysOfTheirOwn() throws Exception {
        try (ServerFixture server = ServerFixture.withAccounts(dataDir)) {
            AccountClient admin = AccountClient.administrator(server).with("Idempotency-Key", "mine");
            AccountClient member = admin.invite("mel", "member").with("Idempotency-Key", "mine");
            JsonObject spec = ServerFixture.smallSpec();
            assertThat(AccountClient.json(admin.post(RUNS, spec)).getLong("id")).isEqualTo(1);
            assertThat(AccountClient.json(member.post(RUNS, spec)).getLong("id"))
                    .isEqualTo(2);
            assertThat(AccountClient.json(member.post(RUNS, spec)).getLong("id"))
                    .isEqualTo(2);
        }
    }

    private static void assertSame(HttpResponse<String> again, HttpResponse<String> first) {
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
    }

    private static int runs(ServerFixture server) throws Exception {
        return server.json(RUNS).getJsonArray("runs").size();
    }

    private static HttpResponse<String> post(ServerFixture server, String path, String key, String body)
            throws Exception {
        return server.send(HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }
}
