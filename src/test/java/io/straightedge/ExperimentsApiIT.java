package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentsApiIT {
    /** Student's t for 95 % and two degrees of freedom, from a table. */
    private static final double STUDENT = 4.302652729911275;

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
    void anExperimentRunsEveryCellAndSeedAndSumsThemUp() throws Exception {
        long id = create(spec("[[10], [20]]", "[1, 2, 3]").put("name", "widths"));
        JsonObject done = awaitState(id, "finished");
        assertThat(done.getJsonObject("runs").getInteger("finished")).isEqualTo(6);
        assertThat(done.getDouble("progress")).isEqualTo(1);
        assertThat(done.getValue("remainingMillis")).isNull();
        JsonArray cells = done.getJsonArray("cells");
        assertThat(cells).hasSize(2);
        JsonObject second = cells.getJsonObject(1);
        assertThat(second.getJsonObject("values").getJsonArray("network.hidden").getList())
                .isEqualTo(List.of(20));

        List<Double> values = new ArrayList<>();
        for (Object each : second.getJsonArray("runs")) {
            JsonObject run = (JsonObject) each;
            JsonArray gaps = server.json("/api/v1/runs/" + run.getLong("id") + "/metrics?keys=path/gap_deviation")
                    .getJsonObject("series")
                    .getJsonObject("path/gap_deviation")
                    .getJsonArray("values");
            values.add(gaps.getDouble(gaps.size() - 1));
            assertThat(server.json("/api/v1/runs/" + run.getLong("id")).getLong("experiment"))
                    .isEqualTo(id);
        }
        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double squares =
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        double error = STUDENT * Math.sqrt(squares / 2) / Math.sqrt(3);
        JsonObject results = server.json("/api/v1/experiments/" + id + "/results?key=path/gap_deviation");
        JsonObject point = results.getJsonArray("points").getJsonObject(1);
        assertThat(results.getString("x")).isEqualTo("network.hidden");
        assertThat(results.getJsonArray("keys").getList()).asString().contains("path/gap_deviation", "train/loss");
        assertThat(point.getDouble("x")).isEqualTo(20);
        assertThat(point.getInteger("n")).isEqualTo(3);
        assertThat(point.getDouble("mean")).isEqualTo(mean, within(1e-12));
        assertThat(point.getDouble("low")).isEqualTo(mean - error, within(1e-9));
        assertThat(point.getDouble("high")).isEqualTo(mean + error, within(1e-9));
        assertThat(point.getDouble("theory")).isPositive();

        String csv = server.get("/api/v1/experiments/" + id + "/results?format=csv&keys=path/kinks")
                .body();
        assertThat(csv.lines()).hasSize(7);
        assertThat(csv).startsWith("experiment,run,cell,seed,state,network.hidden,path/kinks first,path/kinks last\n");
        assertThat(csv).contains(",finished,[20],");
        assertThat(server.get("/api/v1/experiments/" + id + "/answer").statusCode())
                .isEqualTo(404);
        assertThat(server.get("/api/v1/experiments/" + id + "/archive").body())
                .startsWith("PK")
                .contains("manifest.json", "experiment.json", "runs/1/points.csv", "runs/6/paths.ndjson");
        assertThat(server.json("/api/v1/experiments").getJsonArray("experiments"))
                .hasSize(1);
    }

    @Test
    void everyKeyHasResults() throws Exception {
        long id = create(spec("[[10]]", "[1, 2]"));
        awaitState(id, "finished");
        String address = "/api/v1/experiments/" + id + "/results";
        JsonArray keys = server.json(address).getJsonArray("keys");
        assertThat(keys.getList()).asString().contains("train/loss", "path/kinks", "normalised/", "theory/kinks");
        for (Object key : keys) {
            for (String at : List.of("first", "last", "change")) {
                JsonObject results = server.json(address + "?key=" + key + "&at=" + at);
                assertThat(results.getString("key")).isEqualTo(key);
                assertThat(results.getJsonArray("points"))
                        .as("%s at %s", key, at)
                        .hasSize(1);
            }
            JsonObject last = server.json(address + "?key=" + key + "&at=last")
                    .getJsonArray("points")
                    .getJsonObject(0);
            String csv = server.get(address + "?format=csv&keys=" + key).body();
            assertThat(csv.lines()).as(csv).hasSize(3);
            assertThat(csv).startsWith("experiment,run,cell,seed,state,network.hidden," + key + " first," + key);
            double sum = csv.lines()
                    .skip(1)
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .sum();
            if (last.getInteger("n") == 2) {
                assertThat(last.getDouble("mean")).as(key.toString()).isEqualTo(sum / 2, within(1e-9 * Math.abs(sum)));
            } else {
                assertThat(sum).as("%s, undefined for a run", key).isNaN();
            }
        }
        JsonObject unknown = server.json(address + "?key=no/such");
        assertThat(unknown.getJsonArray("points").getJsonObject(0).getInteger("n"))
                .isZero();
        assertThat(server.get(address + "?format=csv&keys=train/loss,train/loss")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anExperimentIsStoppedExtendedAndDeleted() throws Exception {
        JsonObject endless = spec("[[10], [20]]", "[1, 2]");
        endless.getJsonObject("base").getJsonObject("training").put("epochs", 1_000_000);
        endless.getJsonObject("base").getJsonObject("measure").put("everySteps", 1000);
        long id = create(endless);
        assertThat(server.delete("/api/v1/experiments/" + id).statusCode()).isEqualTo(409);
        HttpResponse<String> stopped = act(id, "{\"action\":\"stop\"}");
        assertThat(stopped.statusCode()).as(stopped.body()).isEqualTo(202);
        JsonObject state = awaitState(id, "stopped");
        assertThat(state.getJsonObject("runs").getInteger("stopped")).isEqualTo(4);

        assertThat(act(id, "{\"action\":\"extend\",\"seeds\":[1]}").body()).contains("has [1] already");
        assertThat(act(id, "{\"action\":\"extend\",\"seeds\":[-1]}").body())
                .contains("seeds[0]", "-1 is not allowed; use a whole number from 0");
        assertThat(act(id, "{\"action\":\"extend\"}").body()).contains("needs a list of at least one seed");
        assertThat(act(id, "{\"action\":\"extend\",\"seeds\":[9]}").statusCode())
                .isEqualTo(202);
        assertThat(server.json("/api/v1/experiments/" + id)
                        .getJsonObject("runs")
                        .getInteger("total"))
                .isEqualTo(6);
        act(id, "{\"action\":\"stop\"}");
        awaitState(id, "stopped");
        assertThat(server.delete("/api/v1/experiments/" + id).statusCode()).isEqualTo(204);
        assertThat(server.get("/api/v1/experiments/" + id).statusCode()).isEqualTo(404);
        assertThat(server.json("/api/v1/runs").getJsonArray("runs")).isEmpty();
    }

    @Test
    void stoppingAThousandRunsLeavesNoneGoing() throws Exception {
        List<Integer> seeds = IntStream.range(0, 1000).boxed().toList();
        long id = create(spec("[[10]]", new JsonArray(seeds).encode()));
        server.awaitState(
                server.json("/api/v1/runs?max_results=1000")
                        .getJsonArray("runs")
                        .getJsonObject(999)
                        .getLong("id"),
                "finished");
        assertThat(act(id, "{\"action\":\"stop\"}").statusCode()).isEqualTo(202);
        JsonObject runs = awaitState(id, "stopped").getJsonObject("runs");
        assertThat(runs.getInteger("finished")).isBetween(1, 998);
        assertThat(runs.getInteger("finished") + runs.getInteger("stopped")).isEqualTo(1000);
        assertThat(act(id, "{\"action\":\"stop\"}").body()).contains("has no run left to stop");
        long after = server.start(ServerFixture.smallSpec());
        server.awaitState(after, "finished");
        assertThat(server.json("/api/v1/experiments/" + id).getJsonObject("runs"))
                .isEqualTo(runs);
        assertThat(server.json("/api/v1/experiments").getJsonArray("experiments"))
                .hasSize(1);
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsStored() throws Exception {
        assertThat(refused("{\"grid\":{\"network.hidden\":[[20],[99999]]}}"))
                .contains("grid.network.hidden[0]", "99999 is not allowed");
        assertThat(refused("{\"base\":{\"dataset\":{\"name\":\"cifar\"}}}")).contains("\\\"cifar\\\" is not a dataset");
        JsonArray rates = new JsonArray();
        for (int i = 1; i <= 100; i++) {
            rates.add(i);
        }
        JsonObject sweep = new JsonObject()
                .put(
                        "grid",
                        new JsonObject().put("training.learningRate", rates).put("training.epochs", rates));
        assertThat(refused(sweep.encode())).contains("makes 10000 runs", "at most 1000");
        assertThat(refused("{\"guided\":\"everything\"}")).contains("use kinks-count-units, gap-width");
        assertThat(refused("{\"guided\":\"gap-width\",\"preset\":\"huge\"}")).contains("use quick or full");
        assertThat(server.json("/api/v1/runs").getJsonArray("runs")).isEmpty();
        assertThat(server.json("/api/v1/experiments").getJsonArray("experiments"))
                .isEmpty();
        assertThat(server.get("/api/v1/experiments/7/results").statusCode()).isEqualTo(404);
    }

    @Test
    void theGuidedOnesAreListedAndAnswer() throws Exception {
        JsonArray guided = server.json("/api/v1/guided").getJsonArray("guided");
        assertThat(guided).hasSize(13);
        HttpResponse<String> created = server.post("/api/v1/experiments", "{\"guided\":\"random-walk\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        long id = new JsonObject(created.body()).getLong("id");
        assertThat(server.json("/api/v1/experiments/" + id + "/answer").getString("verdict"))
                .isEqualTo("waiting");
        awaitState(id, "finished");
        JsonObject answer = server.json("/api/v1/experiments/" + id + "/answer");
        assertThat(answer.getString("verdict")).as(answer.encode()).isEqualTo("holds");
        assertThat(answer.getDouble("measured")).isEqualTo(1, within(0.05));
        JsonObject chart = answer.getJsonObject("chart");
        assertThat(server.json("/api/v1/experiments/" + id + "/results?key=" + chart.getString("key") + "&at="
                                + chart.getString("at") + "&x=" + chart.getString("x"))
                        .getJsonArray("points"))
                .isNotEmpty();
    }

    private static JsonObject spec(String widths, String seeds) {
        return new JsonObject()
                .put("base", ServerFixture.smallSpec())
                .put("grid", new JsonObject().put("network.hidden", new JsonArray(widths)))
                .put("seeds", new JsonArray(seeds));
    }

    private long create(JsonObject spec) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.post("/api/v1/experiments", spec.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body()).getLong("id");
    }

    private String refused(String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = server.post("/api/v1/experiments", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return answer.body();
    }

    private HttpResponse<String> act(long id, String body) throws IOException, InterruptedException {
        return server.post("/api/v1/experiments/" + id + "/actions", body);
    }

    private JsonObject awaitState(long id, String state) throws Exception {
        return await().atMost(2, TimeUnit.MINUTES)
                .until(() -> server.json("/api/v1/experiments/" + id), latest -> latest.getString("state")
                        .equals(state));
    }
}
