package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.straightedge.data.IdxFiles;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pausing, resuming, cloning and queueing, over HTTP. */
class RunLifeIT {
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
    void aRunThatWasPausedEndsLikeOneThatWasNot() throws Exception {
        String undisturbed = digest(server.awaitState(server.start(ServerFixture.mediumSpec()), "finished"));
        long id = server.start(ServerFixture.mediumSpec());
        for (int pauses = 1; pauses <= 3; pauses++) {
            int step = 1000 * pauses;
            server.awaitRun(id, run -> run.getLong("step") >= step);
            assertThat(server.act(id, "pause").statusCode()).isEqualTo(202);
            JsonObject paused = server.awaitState(id, "paused");
            assertThat(paused.getString("message")).startsWith("paused at step ");
            assertThat(server.act(id, "resume").statusCode()).isEqualTo(202);
        }
        JsonObject finished = server.awaitState(id, "finished");
        assertThat(digest(finished)).isEqualTo(undisturbed);
        MediumSeries.assertWhole(series(id));
        // It is told before its checkpoints are deleted.
        await().until(() -> Files.notExists(dataDir.resolve("checkpoints/" + id)));
    }

    @Test
    void aPausedRunSurvivesARestartAndADamagedCheckpoint() throws Exception {
        String undisturbed = digest(server.awaitState(server.start(ServerFixture.mediumSpec()), "finished"));
        long id = server.start(ServerFixture.mediumSpec());
        for (int pauses = 1; pauses <= 2; pauses++) {
            int step = 1500 * pauses;
            server.awaitRun(id, run -> run.getLong("step") >= step);
            server.act(id, "pause");
            server.awaitState(id, "paused");
            if (pauses == 1) {
                server.act(id, "resume");
            }
        }
        server.close();
        List<Path> checkpoints;
        try (Stream<Path> files = Files.list(dataDir.resolve("checkpoints/" + id))) {
            checkpoints = files.sorted().toList();
        }
        assertThat(checkpoints).hasSize(2);
        byte[] newest = Files.readAllBytes(checkpoints.get(1));
        Files.write(checkpoints.get(1), java.util.Arrays.copyOf(newest, newest.length / 2));

        server = new ServerFixture(dataDir);
        assertThat(server.json("/api/v1/runs/" + id).getString("state")).isEqualTo("paused");
        server.act(id, "resume");
        try (LiveClient live = server.live().subscribe(id, 0)) {
            live.until(event -> "state".equals(event.getString("type"))
                    && event.getString("message").matches("the checkpoint at step \\d+ was left out: .*cut short.*"));
        }
        assertThat(digest(server.awaitState(id, "finished"))).isEqualTo(undisturbed);
        MediumSeries.assertWhole(series(id));
    }

    /** Growth is measured against the network before its first step, also when training begins again from there. */
    @Test
    void aRunThatLostItsCheckpointsIsMeasuredAsIfNothingHadHappened() throws Exception {
        long undisturbed = server.start(ServerFixture.mediumSpec());
        server.awaitState(undisturbed, "finished");
        long id = server.start(ServerFixture.mediumSpec());
        server.awaitRun(id, run -> run.getLong("step") >= 1500);
        server.act(id, "pause");
        server.awaitState(id, "paused");
        server.close();
        Path checkpoints = dataDir.resolve("checkpoints/" + id);
        try (Stream<Path> files = Files.list(checkpoints)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }

        server = new ServerFixture(dataDir);
        server.act(id, "resume");
        server.awaitState(id, "finished");
        MediumSeries.assertSame(series(id), series(undisturbed));
    }

    @Test
    void aFullDiskIsSaidAndLosesNothing() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no " + full);
        String undisturbed = digest(server.awaitState(server.start(ServerFixture.mediumSpec()), "finished"));
        long id = server.start(ServerFixture.mediumSpec());
        Path folder = Files.createDirectories(dataDir.resolve("checkpoints/" + id));
        Files.createSymbolicLink(folder.resolve("draft"), full);
        server.awaitRun(id, run -> run.getLong("step") >= 1000);
        server.act(id, "pause");
        JsonObject paused = server.awaitRun(id, run -> run.getString("message").contains("could not be written"));
        assertThat(paused.getString("state")).isEqualTo("paused");
        assertThat(paused.getString("message")).contains("No space left on device");
        server.act(id, "resume");
        assertThat(digest(server.awaitState(id, "finished"))).isEqualTo(undisturbed);
        MediumSeries.assertWhole(series(id));
    }

    @Test
    void aRunInterruptedByAShutdownGoesOnByItself() throws Exception {
        String undisturbed = digest(server.awaitState(server.start(ServerFixture.mediumSpec()), "finished"));
        long id = server.start(ServerFixture.mediumSpec());
        server.awaitRun(id, run -> run.getLong("step") >= 1500);
        server.close();
        server = new ServerFixture(dataDir);
        assertThat(digest(server.awaitRun(id, run -> run.getString("state").equals("finished"))))
                .isEqualTo(undisturbed);
        MediumSeries.assertWhole(series(id));
    }

    @Test
    void manyWhoPauseAndResumeAtOnceLeaveOneRun() throws Exception {
        String undisturbed = digest(server.awaitState(server.start(ServerFixture.mediumSpec()), "finished"));
        long id = server.start(ServerFixture.mediumSpec());
        server.awaitRun(id, run -> run.getLong("step") >= 300);
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String action = i % 2 == 0 ? "pause" : "resume";
            answers.add(CompletableFuture.supplyAsync(() -> status(id, action)));
        }
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get()).isIn(202, 409);
        }
        JsonObject run =
                server.awaitRun(id, json -> List.of("paused", "finished").contains(json.getString("state")));
        while (!run.getString("state").equals("finished")) {
            server.act(id, "resume");
            run = server.awaitRun(id, json -> List.of("paused", "finished").contains(json.getString("state")));
        }
        assertThat(digest(run)).isEqualTo(undisturbed);
        MediumSeries.assertWhole(series(id));
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsSaidAndLosesNothing() throws Exception {
        String undisturbed = digest(server.awaitState(server.start(ServerFixture.mediumSpec()), "finished"));
        Path checkpoints = dataDir.resolve("checkpoints");
        Files.deleteIfExists(checkpoints);
        Files.writeString(checkpoints, "a file where the folder should be");
        long id = server.start(ServerFixture.mediumSpec());
        server.awaitRun(id, run -> run.getLong("step") >= 1000);
        server.act(id, "pause");
        JsonObject paused = server.awaitRun(id, run -> run.getString("message").contains("could not be written"));
        assertThat(paused.getString("state")).isEqualTo("paused");
        server.act(id, "resume");
        assertThat(digest(server.awaitState(id, "finished"))).isEqualTo(undisturbed);
        MediumSeries.assertWhole(series(id));
    }

    @Test
    void whatAStateForbidsIsAConflictThatNamesIt() throws Exception {
        long id = server.start(ServerFixture.smallSpec());
        server.awaitState(id, "finished");
        for (String action : List.of("pause", "resume", "stop")) {
            HttpResponse<String> answer = server.act(id, action);
            assertThat(answer.statusCode()).as(action).isEqualTo(409);
            assertThat(answer.body()).contains("run " + id + " is finished");
        }
        assertThat(server.act(id, "fly").statusCode()).isEqualTo(400);
        assertThat(server.act(999, "pause").statusCode()).isEqualTo(404);
    }

    @Test
    void aCloneIsANewRunThatEndsTheSame() throws Exception {
        long id = server.start(ServerFixture.smallSpec().put("name", "twin"));
        String digest = digest(server.awaitState(id, "finished"));
        HttpResponse<String> answer = server.act(id, "clone");
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonObject clone = new JsonObject(answer.body());
        assertThat(clone.getLong("id")).isNotEqualTo(id);
        assertThat(clone.getString("name")).isEqualTo("twin");
        assertThat(digest(server.awaitState(clone.getLong("id"), "finished"))).isEqualTo(digest);
    }

    @Test
    void queuedRunsCanBeMovedAndPaused() throws Exception {
        long first = server.start(ServerFixture.longSpec());
        long second = server.start(ServerFixture.longSpec());
        server.awaitState(first, "running");
        server.awaitState(second, "running");
        long[] waiting = new long[4];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = server.start(ServerFixture.smallSpec());
        }
        server.post("/api/v1/runs/" + waiting[3] + "/actions", "{\"action\":\"move\",\"position\":0}");
        server.act(waiting[1], "pause");
        server.awaitState(waiting[1], "paused");
        assertThat(positions(waiting)).containsExactly(1, null, 2, 0);
        assertThat(server.post("/api/v1/runs/" + first + "/actions", "{\"action\":\"move\",\"position\":0}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(server.post("/api/v1/runs/" + waiting[0] + "/actions", "{\"action\":\"move\"}")
                        .body())
                .contains("position");
        server.act(waiting[1], "resume");
        assertThat(positions(waiting)).containsExactly(2, 0, 3, 1);

        server.act(first, "pause");
        server.awaitState(first, "paused");
        server.close();
        server = new ServerFixture(dataDir);
        for (long run : waiting) {
            server.act(second, "stop");
            server.awaitState(run, "finished");
        }
    }

    @Test
    void aRunWhoseDataAreGoneWaitsForThem() throws Exception {
        Path mnist = dataDir.resolve("datasets/mnist");
        putDigits(mnist);
        long first = server.start(ServerFixture.longSpec());
        long second = server.start(ServerFixture.longSpec());
        server.awaitState(first, "running");
        server.awaitState(second, "running");
        long id = server.start(new JsonObject("{\"dataset\":{\"name\":\"mnist\",\"samples\":50}}"));
        try (Stream<Path> files = Files.list(mnist)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        server.act(first, "stop");
        JsonObject interrupted = server.awaitState(id, "interrupted");
        assertThat(interrupted.getString("message")).contains("mnist").contains("--datasets-dir");
        putDigits(mnist);
        assertThat(server.act(id, "resume").statusCode()).isEqualTo(202);
        server.awaitRun(id, run -> run.getString("state").equals("finished"));
        server.act(second, "stop");
    }

    @Test
    void aFailedRunCanBeResumed() throws Exception {
        JsonObject spec = ServerFixture.smallSpec();
        spec.getJsonObject("training").put("learningRate", 1e9);
        long id = server.start(spec);
        long failedAt = server.awaitState(id, "failed").getLong("lastSeq");
        assertThat(server.act(id, "resume").statusCode()).isEqualTo(202);
        JsonObject again = server.awaitRun(
                id, run -> run.getString("state").equals("failed") && run.getLong("lastSeq") > failedAt + 2);
        assertThat(again.getString("message")).contains("learning rate");
    }

    private static void putDigits(Path directory) throws IOException {
        Files.createDirectories(directory);
        IdxFiles.write(directory, "t10k-images-idx3-ubyte", IdxFiles.images(200));
        IdxFiles.write(directory, "t10k-labels-idx1-ubyte", IdxFiles.labels(200));
    }

    private JsonObject series(long run) throws Exception {
        return server.json("/api/v1/runs/" + run + "/metrics").getJsonObject("series");
    }

    private List<Integer> positions(long[] runs) throws Exception {
        List<Integer> positions = new ArrayList<>();
        for (long run : runs) {
            positions.add(server.json("/api/v1/runs/" + run).getInteger("queuePosition"));
        }
        return positions;
    }

    private int status(long run, String action) {
        try {
            return server.act(run, action).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static String digest(JsonObject finished) {
        assertThat(finished.getString("message")).startsWith("parameters ");
        return finished.getString("message");
    }
}
