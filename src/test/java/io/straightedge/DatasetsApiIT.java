package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.IdxFiles;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    void aPreviewSaysWhatWouldBeKeptAndKeepsNothing() throws Exception {
        byte[] table = mixedTable();
        JsonObject preview = preview(Map.of(), Map.of("file", table));
        assertThat(preview.getJsonObject("format"))
                .isEqualTo(new JsonObject()
                        .put("separator", "semicolon")
                        .put("decimal", "comma")
                        .put("header", "yes"));
        assertThat(preview.getString("label")).isEqualTo("kind");
        assertThat(preview.getJsonArray("rows").getJsonArray(0)).containsExactly("0,5", "red", "", "a");
        assertThat(preview.getJsonArray("columns").getJsonObject(1).getString("kind"))
                .isEqualTo("text");
        JsonArray problems = preview.getJsonArray("problems");
        assertThat(problems).hasSize(2);
        assertThat(problems.getJsonObject(0).getString("column")).isEqualTo("colour");
        assertThat(problems.getJsonObject(1).getInteger("line")).isEqualTo(2);

        Map<String, String> choices = Map.of("columns", "{\"colour\": \"one-hot\", \"age\": \"mean\"}");
        JsonObject right = preview(choices, Map.of("file", table));
        assertThat(right.getJsonArray("problems")).isEmpty();
        assertThat(right.getInteger("dimension")).isEqualTo(4);
        assertThat(right.getInteger("trainSamples")).isEqualTo(32);
        assertThat(right.getJsonArray("notes")).hasSize(3);

        JsonObject images = preview(Map.of(), Map.of("images", IdxFiles.images(20), "labels", IdxFiles.labels(20)));
        assertThat(images.getInteger("imageWidth")).isEqualTo(28);
        assertThat(images.getJsonArray("classes")).hasSize(10);
        error(
                server.upload(PATH + "/preview", Map.of("header", "maybe"), Map.of("file", table)),
                400,
                "header",
                "yes or no");
        assertThat(server.json(PATH + "?filter=uploaded = true".replace(" ", "%20"))
                        .getJsonArray("datasets"))
                .isEmpty();
    }

    @Test
    void whatIsChosenIsDoneAndSaid() throws Exception {
        HttpResponse<String> refused =
                server.upload(PATH, Map.of("name", "mixed", "label", "kind"), Map.of("file", mixedTable()));
        error(refused, 400, "file", "\"red\" in line 2, column colour");
        assertThat(new JsonObject(refused.body()).getJsonObject("error").getJsonArray("fields"))
                .hasSize(2);
        error(server.upload(PATH, Map.of("name", "mixed"), Map.of("file", mixedTable())), 400, "label", "is missing");

        HttpResponse<String> made = server.upload(
                PATH,
                Map.of("name", "mixed", "label", "kind", "text", "numbers", "gaps", "median"),
                Map.of("file", mixedTable()));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(new JsonObject(made.body()).getString("description"))
                .contains(
                        "a fifth of each class tests, drawn by seed 1",
                        "values are separated by semicolons, with decimal commas",
                        "column colour is the number of one of 2 values",
                        "10 gaps in column age are filled with the median");
        JsonArray test = server.json(PATH + "/mixed/samples?part=test&count=8").getJsonArray("samples");
        assertThat(test.stream().map(sample -> ((JsonObject) sample).getInteger("label")))
                .containsExactlyInAnyOrder(0, 0, 0, 0, 1, 1, 1, 1);
    }

    @Test
    void datasetsThatCannotBeWrittenToRefuseDownloadsAlone() throws Exception {
        Files.writeString(dataDir.resolve("datasets"), "no folder");
        assertThat(upload("rings", table()).statusCode()).isEqualTo(201);
        assertThat(server.json(PATH + "/rings/samples?count=2").getJsonArray("samples"))
                .hasSize(2);
        assertThat(dataDir.resolve("uploads/rings/samples.csv")).exists();
        error(
                server.post(PATH + "/mnist/actions", "{\"action\":\"download\"}"),
                400,
                "name",
                "the folder " + dataDir.resolve("datasets/mnist") + " cannot be made; let the server write there");
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

    private JsonObject preview(Map<String, String> fields, Map<String, byte[]> files) throws Exception {
        HttpResponse<String> answer = server.upload(PATH + "/preview", fields, files);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    /** Forty samples with a column of texts and one with gaps. */
    private static byte[] mixedTable() {
        StringBuilder table = new StringBuilder("size;colour;age;kind\n");
        for (int i = 0; i < 40; i++) {
            table.append(i).append(",5;").append(i % 3 == 0 ? "red;" : "blue;");
            table.append(i % 4 == 0 ? "" : i).append(i % 2 == 0 ? ";a\n" : ";b\n");
        }
        return table.toString().getBytes(StandardCharsets.UTF_8);
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
