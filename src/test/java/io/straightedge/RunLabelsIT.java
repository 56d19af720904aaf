package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs get other names, tags and notes over HTTP. */
class RunLabelsIT {
    @TempDir
    static Path dataDir;

    private static ServerFixture server;
    private static long run;

    @BeforeAll
    static void start() throws Exception {
        server = new ServerFixture(dataDir);
        run = server.start(ServerFixture.smallSpec().put("name", "first").put("tags", new JsonArray(List.of("old"))));
        server.awaitState(run, "finished");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatIsLeftOutStaysAndAnOldVersionIsAConflict() throws Exception {
        long version = get().getLong("version");
        JsonObject renamed =
                new JsonObject(patch(new JsonObject().put("name", " other ").put("version", version))
                        .body());
        assertThat(renamed.getString("name")).isEqualTo("other");
        assertThat(renamed.getJsonArray("tags").getList()).containsExactly("old");
        assertThat(renamed.getJsonObject("spec").getString("name")).isEqualTo("first");

        HttpResponse<String> late = patch(new JsonObject().put("notes", "late").put("version", version));
        JsonObject error = new JsonObject(late.body()).getJsonObject("error");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(error.getLong("version")).isEqualTo(version + 1);
        assertThat(error.getString("message"))
                .isEqualTo("run " + run + " was changed in the meantime: it has version " + (version + 1) + ", not "
                        + version + "; look at it again before changing it");

        patch(new JsonObject()
                .put("tags", new JsonArray(List.of("wide", "kept ", "wide")))
                .put("notes", "why")
                .put("version", version + 1));
        JsonObject last = get();
        assertThat(last.getJsonArray("tags").getList()).containsExactly("wide", "kept");
        assertThat(last.getString("notes")).isEqualTo("why");
        assertThat(last.getString("name")).isEqualTo("other");
    }

    @Test
    void whoSubscribesIsToldWhatTheRunIsCalledNow() throws Exception {
        long version = get().getLong("version");
        patch(new JsonObject().put("name", "told").put("version", version));
        try (LiveClient client = server.live()) {
            client.send(new JsonObject().put("subscribe", run).put("version", version));
            JsonObject labels = client.next();
            assertThat(labels.getString("type")).isEqualTo("labels");
            assertThat(labels.getString("name")).isEqualTo("told");
            assertThat(labels.getLong("version")).isEqualTo(version + 1);
        }
        try (LiveClient client = server.live()) {
            client.send(new JsonObject().put("subscribe", run).put("version", version + 1));
            assertThat(client.next().getString("type")).isNotEqualTo("labels");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':' ','version':1} | name | is empty; use a text of 1 to 200 characters",
                "{'name':7,'version':1} | name | 7 is not a text of at most 200 characters",
                "{'tags':[''],'version':1} | tags[0] | \"\" is not a text of 1 to 50 characters",
                "{'tags':'wide','version':1} | tags | \"wide\" is not a list of 0 to 20 entries",
                "{'name':'x'} | version | is missing; use the version of the run that is to be changed",
                "{'nmae':'x','version':1} | nmae | is not a field here; known are name, notes, tags, version",
            })
    void theFieldThatIsWrongIsNamed(String body, String field, String message) throws Exception {
        HttpResponse<String> answer = server.patch("/api/v1/runs/" + run, body.replace('\'', '"'));
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("message")).isEqualTo(field + ": " + message);
    }

    @Test
    void aRunThatIsNotThereIsNotFound() throws Exception {
        assertThat(server.patch("/api/v1/runs/4711", "{\"version\":1}").statusCode())
                .isEqualTo(404);
    }

    private static JsonObject get() throws Exception {
        return server.json("/api/v1/runs/" + run);
    }

    private static HttpResponse<String> patch(JsonObject body) throws Exception {
        return server.patch("/api/v1/runs/" + run, body.encode());
    }
}
