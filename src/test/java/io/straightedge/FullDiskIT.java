package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full for a while: what is refused, and that everything goes on by itself. */
class FullDiskIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    void whatNeedsRoomIsRefusedAndSaysWhy() throws Exception {
        try (ServerFixture server = ServerFixture.keepingFree(directory, Long.MAX_VALUE / 4)) {
            List<HttpResponse<String>> refused = List.of(
                    server.post("/api/v1/runs", ServerFixture.smallSpec().encode()),
                    server.post("/api/v1/experiments", "{\"guided\":\"gap-width\"}"),
                    server.post("/api/v1/backups", "{}"),
                    server.upload("/api/v1/archives", Map.of(), Map.of("archive", new byte[100])),
                    server.upload(
                            "/api/v1/datasets",
                            Map.of("name", "t", "label", "y"),
                            Map.of("file", "x,y\n1,a\n2,b\n".getBytes(StandardCharsets.UTF_8))));

            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
                JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
                assertThat(error.getString("code")).isEqualTo("disk_full");
                assertThat(error.getString("message"))
                        .matches("the disk of .* has .* MB free, and .* MB are needed to .*; delete runs, .*");
            });
            assertThat(check(server, "disk")).isEqualTo("DOWN");
            assertThat(check(server, "store")).isEqualTo("UP");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(server.json("/api/v1/runs").getJsonArray("runs")).isEmpty();
            assertThat(server.get("/metrics").body()).contains("disk_free_bytes");
        }
    }

    @Test
    void runsAreInterruptedBeforeTheDiskIsFullAndGoOnByThemselves() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 100);
                ServerFixture server = ServerFixture.keepingFree(disk.place(), 20 * MEGABYTE)) {
            long goesOn = server.start(ServerFixture.longSpec());
            long stopped = server.start(ServerFixture.longSpec());
            long waits = server.start(ServerFixture.longSpec());
            server.awaitRun(goesOn, run -> run.getLong("step") > 100);
            server.awaitRun(stopped, run -> run.getLong("step") > 100);

            disk.fill(15 * MEGABYTE);
            JsonObject held = server.awaitState(goesOn, "interrupted");
            assertThat(held.getString("message"))
                    .matches("interrupted at step \\d+: the disk of .* has 1\\d\\.\\d MB free, and 2[05]\\.0 MB are"
                            + " needed to go on; delete .*; it goes on by itself then");
            server.awaitState(stopped, "interrupted");
            server.act(stopped, "stop");
            assertThat(server.act(goesOn, "resume").statusCode()).isEqualTo(507);
            assertThat(server.json("/api/v1/runs/" + waits).getString("state")).isEqualTo("queued");

            disk.empty();
            long before = held.getLong("step");
            server.awaitRun(goesOn, run -> run.getLong("step") > before);
            server.awaitRun(waits, run -> run.getLong("step") > 0);
            assertThat(server.json("/api/v1/runs/" + stopped).getString("state"))
                    .isEqualTo("stopped");
            assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    /** What is noted is written however full the disk is, until the database has no room in its file any more. */
    @Test
    void nothingMeasuredIsLostWhenTheDatabaseClosesItself() throws Exception {
        List<String> toldLosses = new ArrayList<>();
        try (SmallDisk disk = SmallDisk.mount(directory, 100);
                ServerFixture server = ServerFixture.keepingFree(disk.place(), 10 * MEGABYTE);
                LiveClient live = server.live()) {
            long run = server.start(ServerFixture.watchedSpec());
            live.subscribe(run, 0);
            server.awaitRun(run, each -> each.getLong("step") > 500);

            disk.fill(0);
            await("the database is closed").atMost(PATIENCE).until(() -> note(server, run) == 503);
            assertThat(server.get("/api/v1/runs").body()).contains("opens again by itself");
            assertThat(check(server, "store")).isEqualTo("DOWN");

            disk.empty();
            await("the database is open again")
                    .atMost(PATIENCE)
                    .until(() -> server.get("/health/ready").statusCode() == 200);
            long before = server.json("/api/v1/runs/" + run).getLong("step");
            server.awaitRun(run, each -> each.getString("state").equals("running") && each.getLong("step") > before);
            server.act(run, "stop");
            server.awaitState(run, "stopped");
            live.until(LiveClient.state("stopped")).stream()
                    .filter(message -> "points".equals(message.getString("type")))
                    .flatMap(message -> message.getJsonArray("points").stream())
                    .map(each -> (JsonArray) each)
                    .filter(point -> point.getString(0).equals("train/loss"))
                    .forEach(point -> toldLosses.add(point.getLong(1) + "=" + point.getValue(3)));
            JsonObject series = server.json("/api/v1/runs/" + run + "/metrics?keys=train/loss")
                    .getJsonObject("series")
                    .getJsonObject("train/loss");
            List<String> stored = new ArrayList<>();
            for (int i = 0; i < series.getJsonArray("steps").size(); i++) {
                stored.add(series.getJsonArray("steps").getLong(i) + "="
                        + series.getJsonArray("values").getValue(i));
            }
            assertThat(toldLosses).isNotEmpty().doesNotHaveDuplicates();
            assertThat(stored).containsAll(toldLosses);
        }
    }

    /** Writes to the database; returns the status. */
    private static int note(ServerFixture server, long run) throws Exception {
        HttpResponse<String> found = server.get("/api/v1/runs/" + run);
        if (found.statusCode() != 200) {
            return found.statusCode();
        }
        JsonObject change = new JsonObject()
                .put("notes", "n".repeat(9000))
                .put("version", new JsonObject(found.body()).getLong("version"));
        return server.patch("/api/v1/runs/" + run, change.encode()).statusCode();
    }

    private static String check(ServerFixture server, String id) throws Exception {
        return new JsonObject(server.get("/health/ready").body())
                .getJsonArray("checks").stream()
                        .map(each -> (JsonObject) each)
                        .filter(each -> each.getString("id").equals(id))
                        .map(each -> each.getString("status"))
                        .findFirst()
                        .orElseThrow();
    }
}
