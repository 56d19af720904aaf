package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class LiveChannelIT extends ServerTest {
    @Test
    void aSubscriberSeesTheWholeRunOnceAndInOrder() throws Exception {
        try (LiveClient client = server.live()) {
            long id = server.start(ServerFixture.smallSpec());
            List<JsonObject> messages = client.subscribe(id, 0).until(LiveClient.state("finished"));
            assertThat(messages).allMatch(message -> message.getLong("run") == id);
            assertThat(messages)
                    .extracting(message -> message.getLong("seq"))
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(messages.get(0).getString("state")).isEqualTo("running");
            assertThat(messages.get(1).getString("type")).isEqualTo("setup");
            assertThat(stepsOf(messages, "train/loss")).isEqualTo(stored(id, "train/loss"));
            assertThat(stepsOf(messages, "path/gap_deviation")).isEqualTo(stored(id, "path/gap_deviation"));
            assertThat(messages.stream()
                            .filter(message -> message.getString("type").equals("path"))
                            .map(message -> message.getLong("step")))
                    .containsExactlyElementsOf(stored(id, "path/gap_deviation"));
        }
    }

    @Test
    void aReconnectedClientGetsExactlyWhatItMissed() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        List<JsonObject> all = new ArrayList<>();
        long last = 0;
        boolean finished = false;
        // A new connection after every message: as often as a connection can break.
        while (!finished) {
            try (LiveClient client = server.live()) {
                JsonObject message = client.subscribe(id, last).next();
                all.add(message);
                last = message.getLong("seq");
                finished = LiveClient.state("finished").test(message);
            }
        }
        assertThat(stepsOf(all, "train/loss")).isEqualTo(stored(id, "train/loss"));
        assertThat(stepsOf(all, "path/kinks")).isEqualTo(stored(id, "path/kinks"));
    }

    @Test
    void metricsAndTheLiveChannelMeetWithoutGapOrOverlap() throws Exception {
        long id = server.start(ServerFixture.longSpec());
        server.awaitLoss(id, 200);
        for (int i = 0; i < 10; i++) {
            JsonObject metrics = server.json("/api/v1/runs/" + id + "/metrics?keys=train/loss");
            try (LiveClient client = server.live()) {
                client.subscribe(id, metrics.getLong("seq"));
                JsonObject first = client
                        .until(message ->
                                !stepsOf(List.of(message), "train/loss").isEmpty())
                        .stream()
                        .reduce((a, b) -> b)
                        .orElseThrow();
                JsonArray steps = metrics.getJsonObject("series")
                        .getJsonObject("train/loss")
                        .getJsonArray("steps");
                assertThat(stepsOf(List.of(first), "train/loss").get(0))
                        .isEqualTo(followingLoss(id, steps.getLong(steps.size() - 1)));
            }
        }
        server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"stop\"}");
        server.awaitState(id, "stopped");
    }

    @Test
    void whoListsAllRunsHearsOfEveryState() throws Exception {
        try (LiveClient client = server.live()) {
            client.sendText("{\"subscribe\":\"*\"}");
            client.sendText("{\"unsubscribe\":999}");
            long id = server.start(ServerFixture.smallSpec());
            List<JsonObject> messages = client.until(message ->
                    message.getLong("run") == id && LiveClient.state("finished").test(message));
            assertThat(messages).noneMatch(message -> message.getString("type").equals("points"));
            server.delete("/api/v1/runs/" + id);
            JsonObject deleted = client
                    .until(message -> message.getString("type").equals("deleted"))
                    .stream()
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(deleted.getLong("run")).isEqualTo(id);
        }
    }

    @Test
    void afterUnsubscribingNothingMoreComes() throws Exception {
        long id = server.start(ServerFixture.longSpec());
        try (LiveClient client = server.live()) {
            client.subscribe(id, 0).until(message -> message.getString("type").equals("points"));
            client.send(new JsonObject().put("unsubscribe", id));
            // The answer to this comes after everything that was sent before it.
            client.sendText("not json");
            client.until(message -> message.getString("type").equals("error"));
            client.sendText("not json");
            assertThat(client.next().getString("type")).isEqualTo("error");
        }
        server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"stop\"}");
        server.awaitState(id, "stopped");
    }

    @Test
    void messagesThatMakeNoSenseAreAnsweredAndTheConnectionGoesOn() throws Exception {
        try (LiveClient client = server.live()) {
            for (String message : List.of(
                    "",
                    "[1]",
                    "{}",
                    "null",
                    "{\"subscribe\":null}",
                    "{\"subscribe\":\"x\"}",
                    "{\"subscribe\":1,\"after\":-1}",
                    "{\"subscribe\":1,\"after\":\"x\"}",
                    "{\"subscribe\":{}}",
                    "{\"unsubscribe\":true}")) {
                client.sendText(message);
                assertThat(client.next().getString("type")).as(message).isEqualTo("error");
            }
            client.subscribe(987654, 0);
            assertThat(client.next().getString("message")).isEqualTo("there is no run 987654");
            long id = server.start(ServerFixture.smallSpec());
            client.subscribe(id, 0).until(LiveClient.state("finished"));
        }
    }

    @Test
    void anotherSitesPageMayNotConnect() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("Origin", "http://evil.example")
                        .buildAsync(
                                URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/live"),
                                new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(WebSocketHandshakeException.class, refused -> assertThat(
                                refused.getResponse().statusCode())
                        .isEqualTo(403));
    }

    private static List<Long> stepsOf(List<JsonObject> messages, String key) {
        List<Long> steps = new ArrayList<>();
        for (JsonObject message : messages) {
            if ("points".equals(message.getString("type"))) {
                for (Object each : message.getJsonArray("points")) {
                    JsonArray point = (JsonArray) each;
                    if (point.getString(0).equals(key)) {
                        steps.add(point.getLong(1));
                    }
                }
            }
        }
        return steps;
    }

    /** The step of the loss point that the store has after the one at a step. */
    private static long followingLoss(long run, long step) throws Exception {
        return stored(run, "train/loss").stream()
                .filter(each -> each > step)
                .findFirst()
                .orElseThrow();
    }

    private static List<Long> stored(long run, String key) throws Exception {
        return server.steps(run, key).stream()
                .map(step -> ((Number) step).longValue())
                .toList();
    }
}
