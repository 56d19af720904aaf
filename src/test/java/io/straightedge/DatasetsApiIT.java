package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.IdxFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsApiIT {
    private static final String PATH = "/api/v1/datasets";

    @TempDir
    Path dataDir;

    private ServerFixture server;

    @BeforeEach
    void start() {
        server = new ServerFixture(dataDir);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTableIsUploadedTrainedOnAndDeleted() throws Exception {
        HttpResponse<String> answer = upload("rings", table());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonObject made = new JsonObject(answer.body());
        assertThat(made.getInteger("classes")).isEqualTo(2);
        assertThat(made.getBoolean("uploaded")).isTrue();
        assertThat(made.getJsonObject("spec").getJsonObject("dataset").getInteger("samples"))
                .isEqualTo(160);

        JsonObject samples = server.json(PATH + "/rings/samples?count=5");
        assertThat(samples.getJsonArray("samples")).hasSize(5);
        assertThat(samples.getJsonArray("outputNames")).containsExactly("in", "out");

        JsonObject spec = made.getJsonObject("spec");
        spec.getJsonObject("training").put("epochs", 2);
        JsonObject run = server.awaitState(server.start(spec), "finished");
        assertThat(run.getJsonObject("setup").getJsonArray("layers").getInteger(0))
                .isEqualTo(2);

        assertThat(server.delete(PATH + "/rings").statusCode()).isEqualTo(204);
        assertThat(server.delete(PATH + "/rings").statusCode()).isEqualTo(404);
        HttpResponse<String> refused = server.post("/api/v1/runs", spec.encode());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("dataset.name", "was removed");
    }

    @Test
    void aRunWhoseDatasetWasRemovedWhileItWaitedIsInterruptedAndSaysSo() throws Exception {
        upload("rings", table());
        long first = server.start(ServerFixture.longSpec());
        long second = server.start(ServerFixture.longSpec());
        JsonObject spec = ServerFixture.smallSpec()
                .put("dataset", new JsonObject().put("name", "rings").put("samples", 100));
        long waiting = server.start(spec);
        assertThat(server.delete(PATH + "/rings").statusCode()).isEqualTo(204);
        server.act(first, "stop");
        JsonObject interrupted = server.awaitState(waiting, "interrupted");
        assertThat(interrupted.getString("message")).contains("\"rings\" is not a dataset, or was removed");
        server.act(second, "stop");
    }

    @Test
    void imagesAreUploadedAndShown() throws Exception {
        HttpResponse<String> answer = server.upload(
                PATH, Map.of("name", "pictures"), Map.of("images", IdxFiles.images(50), "labels", IdxFiles.labels(50)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(server.json(PATH + "/pictures/samples").getInteger("width")).isEqualTo(28);
        JsonObject spec = new JsonObject(answer.body()).getJsonObject("spec");
        assertThat(spec.getJsonObject("dataset").getBoolean("rescale")).isTrue();
    }

    @Test
    void whatIsWrongWithAnUploadIsNamed() throws Exception {
        String broken = new String(table(), StandardCharsets.UTF_8).replaceFirst("\n[^,]*,", "\noops,");
        error(upload("bad", broken.getBytes(StandardCharsets.UTF_8)), 400, "file", "\"oops\" in line 2, column x");
        error(upload("Bad Name", table()), 400, "name", "small letters");
        error(upload("digits", table()), 400, "name", "comes with Straightedge");
        error(
                server.upload(PATH, Map.of("name", "x", "label", "kind"), Map.of("file", table())),
                400,
                "label",
                "\"kind\" is not a column; use one of x, y, where");
        error(server.upload(PATH, Map.of("name", "x"), Map.of()), 400, "images", "one file");
        assertThat(server.post(PATH, "{}").statusCode()).isEqualTo(415);
        assertThat(server.delete(PATH + "/digits").statusCode()).isEqualTo(409);
        assertThat(server.get(PATH + "/nothing/samples").statusCode()).isEqualTo(404);
        HttpResponse<String> download = server.post(PATH + "/digits/actions", "{\"action\":\"download\"}");
        error(download, 400, "name", "no files to download");
    }

    @Test
    void everyDatasetThatCanBeUsedShowsSamples() throws Exception {
        JsonArray datasets = server.json(PATH).getJsonArray("datasets");
        for (int i = 0; i < datasets.size(); i++) {
            JsonObject dataset = datasets.getJsonObject(i);
            if (dataset.getBoolean("available")) {
                JsonObject samples = server.json(PATH + "/" + dataset.getString("name") + "/samples?count=7&part=test");
                assertThat(samples.getJsonArray("samples"))
                        .as(dataset.getString("name"))
                        .hasSize(7);
            }
        }
    }

    private HttpResponse<String> upload(String name, byte[] table) throws Exception {
        return server.upload(PATH, Map.of("name", name, "label", "where"), Map.of("file", table));
    }

    private static void error(HttpResponse<String> response, int status, String field, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("message")).contains(message);
    }

    private static byte[] table() {
        StringBuilder table = new StringBuilder("x,y,where\n");
        for (int i = 0; i < 200; i++) {
            double radius = i % 2 == 0 ? 1 : 2;
            table.append(radius * Math.cos(i)).append(',').append(radius * Math.sin(i));
            table.append(i % 2 == 0 ? ",in\n" : ",out\n");
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }
}
