package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsApiIT extends ServerTest {
    @Test
    void aRunTrainsIsMeasuredAndIsKept() throws Exception {
        long id = server.start(ServerFixture.smallSpec().put("name", "kept"));
        JsonObject run = server.awaitState(id, "finished");

        assertThat(run.getString("name")).isEqualTo("kept");
        assertThat(run.getLong("step")).isEqualTo(200);
        assertThat(run.getJsonObject("setup").getJsonArray("layers")).isEqualTo(new JsonArray(List.of(5, 20, 3)));
        assertThat(run.getJsonObject("setup").getLong("parameters")).isEqualTo(5 * 20 + 20 + 20 * 3 + 3);
        JsonObject series = server.json("/api/v1/runs/" + id + "/metrics").getJsonObject("series");
        assertThat(values(series, "train/loss")).hasSize(200);
        assertThat(values(series, "train/loss").get(199))
                .isLessThan(values(series, "train/loss").get(0));
        List<Double> accuracy = values(series, "train/accuracy");
        assertThat(accuracy.get(accuracy.size() - 1)).isGreaterThan(0.8);
        for (String measure : List.of(
                "gap_deviation", "deflection", "deflection_sigma", "deflection_ratio", "max_bend", "rms_bend")) {
            List<Double> measured = values(series, "path/" + measure);
            double skipped = values(series, "measure/skipped").get(measured.size() - 1);
            assertThat(measured.size() + skipped)
                    .as("every 20 of 200 steps, %s", measure)
                    .isEqualTo(11);
            assertThat(series.getJsonObject("path/" + measure)
                            .getJsonArray("steps")
                            .getList())
                    .startsWith(0)
                    .endsWith(200)
                    .allMatch(step -> ((Integer) step) % 20 == 0);
            assertThat(values(series, "path/" + measure + "_se")).hasSameSizeAs(measured);
            assertThat(values(series, "normalised/" + measure).get(0))
                    .as("at initialisation nothing has grown")
                    .isEqualTo(values(series, "path/" + measure).get(0));
        }
        assertThat(values(series, "path/kinks")).allMatch(kinks -> kinks > 0 && kinks < 20);
    }

    @Test
    void theSameSpecGivesTheSameCurve() throws Exception {
        long first = server.start(ServerFixture.smallSpec());
        long second = server.start(ServerFixture.smallSpec());
        server.awaitState(first, "finished");
        server.awaitState(second, "finished");
        assertThat(seriesOf(second, "train/loss")).isEqualTo(seriesOf(first, "train/loss"));
        for (String key : List.of("path/gap_deviation", "normalised/deflection_ratio", "test/loss")) {
            List<Double> one = seriesOf(first, key);
            List<Double> other = seriesOf(second, key);
            assertThat(other.get(0)).as(key).isEqualTo(one.get(0));
            assertThat(other.get(other.size() - 1)).as(key).isEqualTo(one.get(one.size() - 1));
        }
    }

    @Test
    void theoryOfOneHiddenLayerCountsKinksByTheAngle() throws Exception {
        JsonObject expected =
                server.json("/api/v1/theory?layers=784,1000,10&norm_a=28&norm_b=28&dot=0&weight_variance=2");
        assertThat(expected.getDouble("kinks")).isEqualTo(500, within(1e-9));
        assertThat(expected.getDouble("length")).isEqualTo(28 * Math.sqrt(2), within(1e-12));
        assertThat(expected.getDouble("gapDeviation")).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "layers=784,layers [784] have no hidden layer",
        "layers=784;x;10,layers: \"x\" is not allowed; use a whole number from 1 to 1000000",
        "layers=784;10;1&dot=9999,no two samples have the norms 1.0 and 1.0 and the product 9999.0",
        "layers=784;10;1&norm_a=long,norm_a: \"long\" is not allowed; use a number",
        "layers=784;10;1&bias_variance=-1,biasVariance is -1.0",
    })
    void theoryNamesWhatIsWrong(String query, String message) throws Exception {
        String rest = query.contains("norm_a") ? "&norm_b=1" : "&norm_a=1&norm_b=1";
        String dot = query.contains("dot") ? "" : "&dot=0";
        HttpResponse<String> answer = server.get("/api/v1/theory?" + query.replace(';', ',') + rest + dot);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("message"))
                .contains(message);
    }

    @Test
    void thePathOfAPairIsExact() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        server.awaitState(id, "finished");
        JsonObject pairs = server.json("/api/v1/runs/" + id + "/pairs");
        assertThat(pairs.getJsonArray("pairs")).hasSize(4);
        assertThat(pairs.getJsonArray("steps").getList()).startsWith(0).endsWith(200);
        JsonObject end = pairs.getJsonArray("pairs").getJsonObject(0).getJsonObject("a");
        assertThat(end.getJsonArray("input")).hasSize(5);
        assertThat(end.getString("label")).isNotBlank();

        JsonObject path = server.json("/api/v1/runs/" + id + "/path?pair=1&step=0");
        int kinks = path.getJsonArray("t").size();
        assertThat(path.getInteger("step")).isZero();
        assertThat(path.getJsonArray("f0")).hasSize(3);
        assertThat(path.getJsonArray("gap")).hasSize(kinks);
        assertThat(path.getJsonArray("unit")).hasSize(kinks);
        JsonObject newest = server.json("/api/v1/runs/" + id + "/path");
        assertThat(newest.getInteger("step")).isEqualTo(200);
        assertThat(newest.getInteger("pair")).isZero();
    }

    @Test
    void everyMeasuredPairIsReadAtEveryStep() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        server.awaitState(id, "finished");
        JsonObject first = server.json("/api/v1/runs/" + id + "/readings?step=0");
        JsonObject newest = server.json("/api/v1/runs/" + id + "/readings");
        assertThat(first.getInteger("step")).isZero();
        assertThat(newest.getInteger("step")).isEqualTo(200);
        assertThat(newest.getJsonArray("kept").getList()).startsWith(0, 1, 2, 3);
        for (String column : List.of("a", "b", "classA", "classB", "kinks", "gapDeviation", "deflectionRatio")) {
            assertThat(newest.getJsonArray(column)).as(column).hasSize(10);
        }
        assertThat(newest.getJsonArray("classA")).isEqualTo(newest.getJsonArray("classB"));
        assertThat(newest.getJsonArray("a")).isEqualTo(first.getJsonArray("a"));
        assertThat(newest.getJsonArray("straightness")).isNotEqualTo(first.getJsonArray("straightness"));
        JsonObject path = server.json("/api/v1/runs/" + id + "/path?pair=2&step=0");
        assertThat(first.getJsonArray("kinks").getInteger(2))
                .isEqualTo(path.getJsonArray("t").size());
        assertThat(server.json("/api/v1/runs/" + id + "/readings?step=7").getJsonArray("kinks"))
                .isEmpty();
    }

    @Test
    void aRegressionRunHasNoAccuracy() throws Exception {
        long id = server.start(new JsonObject(Map.of(
                "dataset", Map.of("name", "curve", "function", "step"),
                "network", Map.of("hidden", List.of(30, 30)),
                "training", Map.of("epochs", 30, "learningRate", 0.05))));
        server.awaitState(id, "finished");
        JsonObject series = server.json("/api/v1/runs/" + id + "/metrics").getJsonObject("series");
        assertThat(series.fieldNames()).contains("train/loss", "test/loss", "path/rms_bend");
        assertThat(series.fieldNames()).noneMatch(key -> key.contains("accuracy"));
    }

    /** What the form offers has to train: a newcomer's first run must not end in NaN. */
    @ParameterizedTest
    @ValueSource(strings = {"digits", "clusters", "moons", "spirals", "teacher", "curve"})
    void theDefaultsOfADatasetTrain(String dataset) throws Exception {
        JsonObject spec = new JsonObject(new JsonObject(Map.of("dataset", Map.of("name", dataset))).encode());
        long id = server.start(spec);
        server.awaitLoss(id, 1);
        server.awaitLoss(id, server.steps(id, "train/loss").getLong(0) + 300);
        server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"stop\"}");
        List<Double> losses = seriesOf(id, "train/loss");
        assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));
        server.awaitRun(id, run -> run.getString("ended") != null);
    }

    @Test
    void aLossThatBreaksFailsTheRunAndKeepsItsPoints() throws Exception {
        JsonObject spec = ServerFixture.smallSpec();
        spec.getJsonObject("training").put("learningRate", 1e8);
        long id = server.start(spec);
        JsonObject run = server.awaitState(id, "failed");
        assertThat(run.getString("message"))
                .startsWith("the loss became NaN at step ")
                .contains("smaller learning rate");
        JsonArray losses = server.json("/api/v1/runs/" + id + "/metrics")
                .getJsonObject("series")
                .getJsonObject("train/loss")
                .getJsonArray("values");
        assertThat(losses.getValue(losses.size() - 1)).isEqualTo("NaN");
        assertThat(losses.getValue(0)).isInstanceOf(Number.class);
        assertThat(server.steps(id, "path/gap_deviation").getList()).startsWith(0);
    }

    @Test
    void aRunningRunStopsAndCanThenBeDeleted() throws Exception {
        long id = server.start(ServerFixture.longSpec());
        server.awaitRun(id, json -> json.getLong("step") > 0);
        HttpResponse<String> early = server.delete("/api/v1/runs/" + id);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("is running; stop it first");

        assertThat(server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"stop\"}")
                        .statusCode())
                .isEqualTo(202);
        JsonObject stopped = server.awaitState(id, "stopped");
        assertThat(stopped.getString("message")).startsWith("stopped at step ");
        HttpResponse<String> again = server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"stop\"}");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("is stopped already");

        assertThat(server.delete("/api/v1/runs/" + id).statusCode()).isEqualTo(204);
        assertThat(server.get("/api/v1/runs/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aRunStoppedRightAfterItsStartStops() throws Exception {
        for (int i = 0; i < 5; i++) {
            long id = server.start(ServerFixture.longSpec());
            server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"stop\"}");
            server.awaitState(id, "stopped");
        }
    }

    @Test
    void moreRunsThanWorkersWaitTheirTurn() throws Exception {
        long first = server.start(ServerFixture.longSpec());
        long second = server.start(ServerFixture.longSpec());
        long third = server.start(ServerFixture.smallSpec());
        server.awaitState(first, "running");
        server.awaitState(second, "running");
        assertThat(server.json("/api/v1/runs/" + third).getString("state")).isEqualTo("queued");
        server.post("/api/v1/runs/" + second + "/actions", "{\"action\":\"stop\"}");
        server.awaitState(third, "finished");
        server.post("/api/v1/runs/" + first + "/actions", "{\"action\":\"stop\"}");
        server.awaitState(first, "stopped");
    }

    @Test
    void theListIsPagedNewestFirst() throws Exception {
        long older = server.start(ServerFixture.smallSpec());
        long newer = server.start(ServerFixture.smallSpec());
        JsonObject page = server.json("/api/v1/runs?max_results=1");
        assertThat(page.getJsonArray("runs").getJsonObject(0).getLong("id")).isEqualTo(newer);
        JsonObject next = server.json("/api/v1/runs?max_results=1&page_token=" + page.getString("nextPageToken"));
        assertThat(next.getJsonArray("runs").getJsonObject(0).getLong("id")).isEqualTo(older);
        server.awaitState(older, "finished");
        server.awaitState(newer, "finished");
    }

    @Test
    void everyDatasetComesWithARunnableDefault() throws Exception {
        JsonArray datasets = server.json("/api/v1/datasets").getJsonArray("datasets");
        assertThat(datasets).hasSize(8);
        for (Object each : datasets) {
            JsonObject dataset = (JsonObject) each;
            assertThat(dataset.getJsonObject("spec").getJsonObject("dataset").getString("name"))
                    .isEqualTo(dataset.getString("name"));
            assertThat(dataset.getBoolean("available"))
                    .isEqualTo(!dataset.getString("name").endsWith("mnist"));
        }
    }

    static List<Arguments> wrongSpecs() {
        return List.of(
                Arguments.of("{\"colour\": 1}", "colour", "is not a field here"),
                Arguments.of(
                        "{\"network\": {\"hidden\": [-5]}}",
                        "network.hidden[0]",
                        "-5 is not allowed; use a whole number from 1 to 16384"),
                Arguments.of("{\"dataset\": {\"name\": \"cats\"}}", "dataset.name", "clusters"),
                Arguments.of("{\"dataset\": {\"name\": \"mnist\"}}", "dataset.name", "mnist"),
                Arguments.of(
                        "{\"training\": {\"learningRate\": \"NaN\"}}", "training.learningRate", "use a number from"),
                Arguments.of("{\"training\": {\"epochs\": 1e400}}", "training.epochs", "use a whole number from"),
                Arguments.of("{\"network\": {\"hidden\": [16384, 16384, 16384]}}", "network.hidden", "parameters"));
    }

    @ParameterizedTest
    @MethodSource("wrongSpecs")
    void aWrongSpecIsRefusedWithItsField(String spec, String field, String message) throws Exception {
        HttpResponse<String> response = server.post("/api/v1/runs", spec);
        assertThat(response.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getJsonArray("fields").getJsonObject(0).getString("message"))
                .contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[1,2]", "{\"name\": NaN}", "{\"name\": ", "'\"text\"'", "''"})
    void aBodyThatIsNoJsonObjectIsRefused(String body) throws Exception {
        HttpResponse<String> response = server.post("/api/v1/runs", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("message"))
                .isNotBlank();
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() throws Exception {
        HttpResponse<String> response =
                server.send(HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/runs"))
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("{}")));
        assertThat(response.statusCode()).isBetween(400, 415);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        HttpResponse<String> response = server.post("/api/v1/runs", "{\"notes\": \"" + "x".repeat(2_000_000) + "\"}");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("larger than");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/runs/999, 404, there is no run 999",
        "/api/v1/runs/abc, 400, use a whole number",
        "/api/v1/runs/0, 400, use a whole number from 1 on",
        "/api/v1/runs/999/metrics, 404, there is no run 999",
        "/api/v1/runs/999/path, 404, there is no run 999",
        "/api/v1/runs?max_results=0, 400, max_results",
        "/api/v1/nothing, 404, there is nothing at",
        "/no/such/file.js, 404, there is nothing at",
    })
    void whatIsNotThereSaysSo(String path, int status, String message) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(new JsonObject(response.body()).getJsonObject("error").getString("message"))
                .contains(message);
    }

    @Test
    void anUnknownActionIsRefused() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        HttpResponse<String> response = server.post("/api/v1/runs/" + id + "/actions", "{\"action\":\"explode\"}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\\\"explode\\\" is not allowed; use pause, resume, stop, clone or move");
        server.awaitState(id, "finished");
    }

    @Test
    void dataOfTwoFeaturesHasTheWholeFunction() throws Exception {
        JsonObject spec =
                ServerFixture.smallSpec().put("dataset", new JsonObject("{\"name\":\"moons\",\"samples\":200}"));
        long run = server.start(spec);
        server.awaitState(run, "finished");
        JsonObject newest = server.json("/api/v1/runs/" + run + "/slices");
        assertThat(newest.getLong("step")).isEqualTo(200);
        assertThat(newest.getJsonArray("slices")).hasSize(96);
        assertThat(server.json("/api/v1/runs/" + run + "/slices?step=0").getJsonArray("slices"))
                .hasSize(96);
        JsonObject samples = server.json("/api/v1/runs/" + run + "/samples");
        assertThat(samples.getInteger("total")).isEqualTo(200);
        assertThat(samples.getJsonArray("low")).hasSize(2);
        assertThat(samples.getJsonArray("samples").getJsonObject(0).getJsonArray("input"))
                .hasSize(2);

        long other = server.start(ServerFixture.smallSpec());
        server.awaitState(other, "finished");
        assertThat(server.json("/api/v1/runs/" + other + "/slices").getJsonArray("slices"))
                .isEmpty();
        assertThat(server.get("/api/v1/runs/" + other + "/samples").statusCode())
                .isEqualTo(404);
    }

    private static List<Double> values(JsonObject series, String key) {
        return series.getJsonObject(key).getJsonArray("values").stream()
                .map(value -> ((Number) value).doubleValue())
                .toList();
    }

    private static List<Double> seriesOf(long run, String key) throws Exception {
        return values(
                server.json("/api/v1/runs/" + run + "/metrics?keys=" + key).getJsonObject("series"), key);
    }
}
