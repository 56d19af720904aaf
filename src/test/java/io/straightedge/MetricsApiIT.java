package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class MetricsApiIT extends ServerTest {
    @Test
    void metricsComeAsCsvToo() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        server.awaitState(id, "finished");
        HttpResponse<String> csv = server.get("/api/v1/runs/" + id + "/metrics?format=csv&keys=train/loss");
        assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(csv.body().lines().toList()).hasSize(201).first().isEqualTo("key,step,millis,value");
        assertThat(csv.body().lines().skip(1)).allMatch(line -> line.matches("train/loss,\\d+,\\d+,[-\\d.E]+"));
    }

    @Test
    void thinnedMetricsThatAreKeptAreThoseOfTheRunAsItIs() throws Exception {
        long id = server.start(ServerFixture.longSpec());
        String metrics = "/api/v1/runs/" + id + "/metrics?keys=train/loss&max_points=40";
        server.awaitLoss(id, 1);
        long seq = zipped(metrics).getLong("seq");
        await().until(() -> zipped(metrics).getLong("seq") > seq);
        server.act(id, "stop");
        server.awaitState(id, "stopped");
        JsonObject kept = zipped(metrics);
        assertThat(kept).isEqualTo(server.json(metrics)).isEqualTo(zipped(metrics));
        assertThat(kept.getLong("seq"))
                .isEqualTo(server.json("/api/v1/runs/" + id).getLong("lastSeq"));
        server.delete("/api/v1/runs/" + id);
        assertThatThrownBy(() -> zipped(metrics)).isInstanceOf(FileNotFoundException.class);
    }

    private static JsonObject zipped(String path) throws IOException {
        URLConnection connection = URI.create(server.address() + path).toURL().openConnection();
        connection.setRequestProperty("Accept-Encoding", "gzip");
        try (InputStream body = new GZIPInputStream(connection.getInputStream())) {
            return new JsonObject(Buffer.buffer(body.readAllBytes()));
        }
    }

    @Test
    void metricsComeThinnedAndByStep() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        server.awaitState(id, "finished");
        String loss = "/api/v1/runs/" + id + "/metrics?keys=train/loss";
        JsonObject all = server.json(loss).getJsonObject("series").getJsonObject("train/loss");
        assertThat(all.fieldNames()).containsExactlyInAnyOrder("steps", "millis", "values");

        JsonObject thinned =
                server.json(loss + "&max_points=40").getJsonObject("series").getJsonObject("train/loss");
        assertThat(thinned.getLong("total")).isEqualTo(200);
        assertThat(thinned.getLong("notFinite")).isEqualTo(0);
        assertThat(thinned.getJsonArray("steps").size()).isBetween(10, 40);
        assertThat(all.getJsonArray("values").getList())
                .containsAll(thinned.getJsonArray("values").getList());

        JsonObject part = server.json(loss + "&start_step=11&end_step=20&max_points=40")
                .getJsonObject("series")
                .getJsonObject("train/loss");
        assertThat(part.getJsonArray("values").getList())
                .isEqualTo(all.getJsonArray("values").getList().subList(10, 20));
        assertThat(part.getLong("total")).isEqualTo(10);

        HttpResponse<String> few = server.get(loss + "&max_points=3");
        assertThat(few.statusCode()).isEqualTo(400);
        assertThat(few.body()).contains("max_points", "3", "a whole number from 4");
        HttpResponse<String> backwards = server.get(loss + "&start_step=5&end_step=4");
        assertThat(backwards.statusCode()).isEqualTo(400);
        assertThat(backwards.body()).contains("end_step", "4", "a whole number from 5");
    }

    @Test
    void metricsAreFoundByTheirNames() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        server.awaitState(id, "finished");
        String keys = "/api/v1/runs/" + id + "/keys";

        JsonObject all = server.json(keys + "?max_results=1000");
        assertThat(all.getJsonArray("keys")).hasSize(all.getInteger("total"));
        assertThat(all.getInteger("found")).isEqualTo(all.getInteger("total"));
        assertThat(all.getJsonArray("groups").stream().map(group -> ((JsonObject) group).getString("prefix")))
                .contains("path/", "train/");
        JsonObject gaps = server.json(keys + "?q=pa/gap_dev");
        assertThat(gaps.getInteger("found")).isEqualTo(1);
        JsonObject gap = gaps.getJsonArray("keys").getJsonObject(0);
        JsonArray values = server.json("/api/v1/runs/" + id + "/metrics")
                .getJsonObject("series")
                .getJsonObject("path/gap_deviation")
                .getJsonArray("values");
        assertThat(gap.getString("key")).isEqualTo("path/gap_deviation");
        assertThat(gap.getDouble("last")).isEqualTo(values.getDouble(values.size() - 1));
        assertThat(gap.getDouble("error")).isPositive();
        assertThat(server.json(keys + "?q=nowhere").getJsonArray("keys")).isEmpty();
        assertThat(server.json(keys + "?max_results=3").getJsonArray("keys")).hasSize(3);
        assertThat(server.get("/api/v1/runs/999/keys").statusCode()).isEqualTo(404);
    }
}
