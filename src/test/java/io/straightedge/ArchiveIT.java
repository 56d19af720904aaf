package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
    @TempDir
    Path dataDir;

    @Test
    void aRunIsDownloadedWithAllItRecorded() throws Exception {
        try (ServerFixture server = new ServerFixture(dataDir)) {
            long id = server.start(ServerFixture.smallSpec().put("name", "kept"));
            JsonObject run = server.awaitState(id, "finished");
            Map<String, String> entries = new HashMap<>();
            byte[] archive = server.download("/api/v1/runs/" + id + "/archive");
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }

            JsonObject kept = new JsonObject(entries.get("runs/1/run.json"));
            assertThat(kept.getJsonObject("spec")).isEqualTo(run.getJsonObject("spec"));
            assertThat(kept.getJsonObject("setup")).isEqualTo(run.getJsonObject("setup"));
            assertThat(kept.getJsonObject("setup").getJsonObject("environment").fieldNames())
                    .contains("Java", "DeepLearning4J", "BLAS");
            String csv =
                    server.get("/api/v1/runs/" + id + "/metrics?format=csv").body();
            assertThat(entries.get("runs/1/points.csv").lines().toList())
                    .containsExactlyInAnyOrderElementsOf(csv.lines().toList());
            List<String> paths = entries.get("runs/1/paths.ndjson").lines().toList();
            int steps = server.json("/api/v1/runs/" + id + "/pairs")
                    .getJsonArray("steps")
                    .size();
            assertThat(paths).hasSize(4 * steps);
            assertThat(server.get("/api/v1/runs/99/archive").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anotherServerImportsARunAndShowsTheSame(@TempDir Path other) throws Exception {
        try (ServerFixture source = new ServerFixture(dataDir);
                ServerFixture target = new ServerFixture(other)) {
            target.awaitState(target.start(ServerFixture.smallSpec()), "finished");
            long id = source.start(ServerFixture.smallSpec().put("name", "travels"));
            JsonObject before = source.awaitState(id, "finished");
            HttpResponse<String> answer = target.upload(
                    "/api/v1/archives",
                    Map.of(),
                    Map.of("archive", source.download("/api/v1/runs/" + id + "/archive")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(answer.headers().firstValue("Location")).contains("/api/v1/runs/2");
            JsonObject after = target.json("/api/v1/runs/2");
            for (String field : List.of("spec", "state", "message", "created", "started", "ended", "step")) {
                assertThat(after.getValue(field)).as(field).isEqualTo(before.getValue(field));
            }
            assertThat(after.getJsonObject("setup").getJsonObject("environment").getString("Imported"))
                    .startsWith("run 1 of an archive of 20");
            for (String part : List.of(
                    "/metrics", "/pairs", "/path?pair=2&step=0", "/path?pair=1", "/readings", "/readings?step=0")) {
                JsonObject there = source.json("/api/v1/runs/1" + part);
                JsonObject here = target.json("/api/v1/runs/2" + part);
                for (JsonObject answered : List.of(there, here)) {
                    answered.remove("run");
                    answered.remove("seq");
                }
                assertThat(here).as(part).isEqualTo(there);
            }
            assertThat(target.act(2, "resume").statusCode()).isEqualTo(409);
            assertThat(target.act(2, "clone").statusCode()).isEqualTo(202);
            target.awaitState(3, "finished");
        }
    }

    @Test
    void aRunThatHadNotEndedIsStoppedWhereItIsImported(@TempDir Path other) throws Exception {
        try (ServerFixture source = new ServerFixture(dataDir);
                ServerFixture target = new ServerFixture(other)) {
            long id = source.start(ServerFixture.longSpec());
            source.awaitRun(id, run -> run.getLong("step") > 0);
            byte[] archive = source.download("/api/v1/runs/" + id + "/archive");
            source.act(id, "stop");
            assertThat(target.upload("/api/v1/archives", Map.of(), Map.of("archive", archive))
                            .statusCode())
                    .isEqualTo(201);
            JsonObject imported = target.json("/api/v1/runs/1");
            assertThat(imported.getString("state")).isEqualTo("stopped");
            assertThat(imported.getString("message")).isEqualTo("was running when it was exported");
        }
    }

    @Test
    void anotherServerImportsAnExperimentWithTheSameResults(@TempDir Path other) throws Exception {
        JsonObject spec = new JsonObject()
                .put("base", ServerFixture.smallSpec())
                .put("grid", new JsonObject().put("network.hidden", new JsonArray("[[5],[10]]")))
                .put("seeds", new JsonArray("[1,2,3]"));
        try (ServerFixture source = new ServerFixture(dataDir);
                ServerFixture target = new ServerFixture(other)) {
            assertThat(source.post("/api/v1/experiments", spec.encode()).statusCode())
                    .isEqualTo(201);
            for (long run = 1; run <= 6; run++) {
                source.awaitState(run, "finished");
            }
            HttpResponse<String> answer = target.upload(
                    "/api/v1/archives", Map.of(), Map.of("archive", source.download("/api/v1/experiments/1/archive")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            assertThat(new JsonObject(answer.body()).getJsonArray("runs")).hasSize(6);
            String results = "/api/v1/experiments/1/results?format=csv&key=path/gap_deviation";
            assertThat(target.get(results).statusCode()).isEqualTo(200);
            assertThat(target.get(results).body()).isEqualTo(source.get(results).body());
        }
    }

    @Test
    void refusesWhatIsNoArchive() throws Exception {
        try (ServerFixture server = new ServerFixture(dataDir)) {
            String path = "/api/v1/archives";
            HttpResponse<String> text = server.upload(path, Map.of(), Map.of("archive", new byte[1000]));
            assertThat(text.statusCode()).isEqualTo(400);
            assertThat(text.body()).contains("invalid_archive", "it is no ZIP file, or cut short");
            HttpResponse<String> missing = server.upload(path, Map.of("archive", "text"), Map.of());
            assertThat(missing.statusCode()).isEqualTo(400);
            assertThat(missing.body()).contains("\"field\":\"archive\"");
            assertThat(server.post(path, "{}").statusCode()).isEqualTo(415);
            HttpResponse<String> foreign = server.send(HttpRequest.newBuilder(URI.create(server.address() + path))
                    .header("Origin", "https://example.org")
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofString("--x--")));
            assertThat(foreign.statusCode()).isEqualTo(403);
            assertThat(server.json("/api/v1/runs").getJsonArray("runs")).isEmpty();
        }
    }
}
