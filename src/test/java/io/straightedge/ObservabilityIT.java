package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tells those who look after a server how it is. */
class ObservabilityIT {
    @TempDir
    private Path directory;

    @Test
    void figuresFollowTheRunsAndTheConnections() throws Exception {
        try (ServerFixture server = new ServerFixture(directory)) {
            for (String name : List.of("jvm_memory_used_bytes", "process_uptime_seconds", "vertx_pool_in_use")) {
                assertThat(figure(server, name)).as(name).isPresent();
            }
            assertThat(figure(server, "straightedge_memory_resident_bytes").orElseThrow())
                    .isGreaterThan(50e6);
            assertThat(figure(server, "straightedge_event_loop_delay_seconds_count"))
                    .isPresent();
            assertThat(figure(server, "straightedge_sockets")).hasValue(0);
            long run = server.start(ServerFixture.longSpec());
            long other = server.start(ServerFixture.longSpec());
            long waits = server.start(ServerFixture.longSpec());
            server.awaitRun(run, json -> json.getLong("step") > 2000);
            try (LiveClient client = server.live()) {
                client.subscribe(run, 0);
                awaitFigure(server, "straightedge_sockets", sockets -> sockets == 1);
            }
            awaitFigure(server, "straightedge_runs_running", running -> running == 2);
            awaitFigure(server, "straightedge_runs_queued", queued -> queued == 1);
            awaitFigure(server, "straightedge_steps_per_second", speed -> speed > 0);
            awaitFigure(server, "straightedge_store_write_seconds_count", writes -> writes > 0);
            for (long each : new long[] {waits, run, other}) {
                server.act(each, "stop");
            }
            awaitFigure(server, "straightedge_runs_running", running -> running == 0);
            awaitFigure(server, "straightedge_steps_per_second", speed -> speed == 0);
        }
    }

    @Test
    void figuresSurviveACollectionOfGarbage() throws Exception {
        try (ServerFixture server = new ServerFixture(directory)) {
            server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
            System.gc();
            for (String name : List.of("runs_finished_total", "store_write_seconds_count", "store_write_seconds_sum")) {
                // What is counted is counted a moment after it is told.
                awaitFigure(server, "straightedge_" + name, value -> value > 0);
            }
        }
    }

    @Test
    void everyAnswerHasANumberOfItsOwn() throws Exception {
        try (ServerFixture server = new ServerFixture(directory)) {
            HttpResponse<String> one = server.get("/api/v1/runs");
            HttpResponse<String> other = server.get("/api/v1/runs/7");
            assertThat(one.headers().firstValue("X-Request-Id")).isPresent();
            assertThat(other.headers().firstValue("X-Request-Id"))
                    .isPresent()
                    .isNotEqualTo(one.headers().firstValue("X-Request-Id"));
        }
    }

    @Test
    void readyMeansThatTheStoreAnswersAndIsWrittenAndTheDiskHasRoom() throws Exception {
        try (ServerFixture server = new ServerFixture(directory)) {
            JsonObject ready = new JsonObject(server.get("/health/ready").body());
            assertThat(ready.getString("status")).isEqualTo("UP");
            assertThat(ready.getJsonArray("checks"))
                    .containsExactlyInAnyOrder(
                            new JsonObject().put("id", "store").put("status", "UP"),
                            new JsonObject().put("id", "recorder").put("status", "UP"),
                            new JsonObject().put("id", "disk").put("status", "UP"));
        }
    }

    private static void awaitFigure(ServerFixture server, String name, DoublePredicate wanted) throws Exception {
        await(name)
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> figure(server, name).orElseThrow(), wanted::test);
    }

    private static OptionalDouble figure(ServerFixture server, String name) throws Exception {
        return server.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.matches(name + "(\\{.*})? .*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }
}
