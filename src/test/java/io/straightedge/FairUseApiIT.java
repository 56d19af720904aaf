package io.straightedge;

import static io.straightedge.AccountClient.json;
import static io.straightedge.ServerFixture.longSpec;
import static io.straightedge.ServerFixture.mediumSpec;
import static io.straightedge.ServerFixture.smallSpec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.config.AppConfig.Auth;
import io.straightedge.run.Limits;
import io.straightedge.run.RunLimits;
import io.straightedge.run.UserLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of users and of runs over HTTP. The server has two workers. */
class FairUseApiIT {
    @TempDir
    Path dataDir;

    @Test
    void usersTakeTurnsAndKeepTheirPlacesAcrossARestart() throws Exception {
        long[] mary = new long[4];
        long bob;
        try (ServerFixture server = limited(UserLimits.NONE)) {
            AccountClient admin = AccountClient.administrator(server);
            AccountClient first = admin.invite("mary", "member");
            AccountClient second = admin.invite("bob", "member");
            for (int i = 0; i < mary.length; i++) {
                mary[i] = start(first, longSpec());
            }
            first.awaitState(mary[0], "running");
            first.awaitState(mary[1], "running");
            bob = start(second, longSpec());
            assertThat(positions(admin, bob, mary[2], mary[3])).containsExactly(0, 1, 2);
            assertThat(position(second, start(second, longSpec())))
                    .as("their second waits for a turn")
                    .isEqualTo(2);
            act(first, mary[3], new JsonObject().put("action", "move").put("position", 0));
            assertThat(positions(admin, bob, mary[3], mary[2])).containsExactly(0, 1, 3);
        }
        try (ServerFixture server = limited(UserLimits.NONE)) {
            AccountClient admin = AccountClient.login(server, AccountClient.ADMIN);
            // Bob has had no turn yet; one of the interrupted two of mary's takes the other worker.
            admin.awaitState(bob, "running");
            admin.awaitState(mary[0], "running");
            assertThat(positions(admin, mary[1], mary[3], mary[2])).isSorted();
        }
    }

    @Test
    void aUserRunsAndQueuesNoMoreThanIsAllowed() throws Exception {
        try (ServerFixture server = limited(new UserLimits(1, 3, 0, 0))) {
            AccountClient admin = AccountClient.administrator(server);
            AccountClient mary = admin.invite("mary", "member");
            long first = start(mary, longSpec());
            mary.awaitState(first, "running");
            long second = start(mary, longSpec());
            start(mary, longSpec());
            HttpResponse<String> sweep = mary.post(
                    "/api/v1/experiments",
                    new JsonObject()
                            .put("base", smallSpec())
                            .put("seeds", new JsonArray().add(1).add(2)));
            assertRefused(sweep, "the limit of mary is 3 queued runs, with 2 waiting, which leaves no room for 2 more");
            assertThat(json(mary.get("/api/v1/experiments")).getJsonArray("experiments"))
                    .isEmpty();
            assertThat(json(mary.get("/api/v1/runs")).getJsonArray("runs")).hasSize(3);
            start(mary, longSpec());
            assertRefused(mary.post("/api/v1/runs", longSpec()), "is 3 queued runs, with 3 waiting");
            assertRefused(
                    act(mary, first, new JsonObject().put("action", "clone")), "is 3 queued runs, with 3 waiting");

            assertThat(json(mary.get("/api/v1/runs/" + second)).getString("state"))
                    .as("the second worker stays free for others")
                    .isEqualTo("queued");
            long other = start(admin.invite("bob", "member"), longSpec());
            admin.awaitState(other, "running");
            JsonObject own = json(mary.get("/api/v1/use"));
            assertThat(own.getJsonObject("use").getInteger("running")).isEqualTo(1);
            assertThat(own.getJsonObject("use").getInteger("queued")).isEqualTo(3);
            assertThat(own.getJsonObject("limits").getInteger("queued")).isEqualTo(3);
            JsonArray users = json(admin.get("/api/v1/users")).getJsonArray("users");
            assertThat(users.stream()
                            .map(JsonObject.class::cast)
                            .map(user -> user.getString("name") + " "
                                    + user.getJsonObject("use").getInteger("running") + " "
                                    + user.getJsonObject("use").getInteger("queued")))
                    .containsExactly("ada 0 0", "bob 1 0", "mary 1 3");
            assertThat(mary.get("/api/v1/users").statusCode()).isEqualTo(403);

            act(mary, first, new JsonObject().put("action", "pause"));
            mary.awaitState(first, "paused");
            mary.awaitState(second, "running");
            start(mary, longSpec());
            assertRefused(
                    act(mary, first, new JsonObject().put("action", "resume")), "is 3 queued runs, with 3 waiting");
            act(mary, second, new JsonObject().put("action", "stop"));
        }
    }

    @Test
    void aUserWhoStoredAllThatIsAllowedPausesAndGoesOnOnceThereIsRoom() throws Exception {
        try (ServerFixture server = limited(new UserLimits(0, 0, 600, 0))) {
            AccountClient mary = AccountClient.administrator(server).invite("mary", "member");
            JsonObject small = smallSpec();
            small.getJsonObject("training").put("epochs", 2);
            long old = start(mary, small);
            mary.awaitState(old, "finished");
            byte[] archive = mary.download("/api/v1/runs/" + old + "/archive");
            JsonObject spec = longSpec();
            spec.getJsonObject("training").put("epochs", 100_000);
            spec.getJsonObject("measure").put("everySteps", 100);
            long run = start(mary, spec);
            JsonObject paused = mary.awaitState(run, "paused");
            assertThat(paused.getString("message"))
                    .startsWith("paused at step ")
                    .contains(": the limit of mary is 600 stored points, with ", " stored; delete runs");
            long step = paused.getLong("step");
            assertThat(step).isPositive();
            assertThat(json(mary.get("/api/v1/use")).getJsonObject("use").getLong("points"))
                    .isGreaterThanOrEqualTo(600);
            assertRefused(mary.post("/api/v1/runs", smallSpec()), "the limit of mary is 600 stored points, with ");
            assertRefused(
                    act(mary, run, new JsonObject().put("action", "resume")), "the limit of mary is 600 stored points");
            assertRefused(
                    mary.upload("/api/v1/archives", Map.of(), Map.of("archive", archive)),
                    "the limit of mary is 600 stored points, with ");
            assertThat(json(mary.get("/api/v1/runs")).getJsonArray("runs")).hasSize(2);
            long kept = json(mary.get("/api/v1/use")).getJsonObject("use").getLong("points");
            mary.delete("/api/v1/runs/" + old);
            assertThat(json(mary.get("/api/v1/use")).getJsonObject("use").getLong("points"))
                    .isLessThan(kept);
        }
        // With a higher limit it goes on after its last step.
        try (ServerFixture server = limited(UserLimits.NONE)) {
            AccountClient mary = AccountClient.login(server, "mary");
            JsonObject run = json(mary.get("/api/v1/runs")).getJsonArray("runs").getJsonObject(0);
            long id = run.getLong("id");
            assertThat(act(mary, id, new JsonObject().put("action", "resume")).statusCode())
                    .isEqualTo(202);
            mary.awaitState(id, "running");
            act(mary, id, new JsonObject().put("action", "stop"));
            assertThat(mary.awaitState(id, "stopped").getLong("step")).isGreaterThanOrEqualTo(run.getLong("step"));
        }
    }

    @Test
    void whatAUserTakesOnTheDiskIsLimited() throws Exception {
        try (ServerFixture server = limited(new UserLimits(0, 0, 0, 1_000_000))) {
            AccountClient mary = AccountClient.administrator(server).invite("mary", "member");
            assertThat(upload(mary, "small", 100).statusCode()).isEqualTo(201);
            assertRefused(
                    upload(mary, "large", 100_000),
                    "the limit of mary is 1.0 MB on the disk, and 0.0 MB are taken, which leaves");
            long disk = json(mary.get("/api/v1/use")).getJsonObject("use").getLong("diskBytes");
            assertThat(disk).as("the small one").isBetween(400L, 4000L);
            JsonObject spec = longSpec();
            spec.getJsonObject("network").put("hidden", new JsonArray().add(400).add(400));
            long run = start(mary, spec);
            mary.awaitState(run, "running");
            act(mary, run, new JsonObject().put("action", "pause"));
            mary.awaitState(run, "paused");
            // Its checkpoint alone has four bytes for each of its 164 000 parameters.
            awaitDisk(mary, disk + 4 * 164_000L);
        }
    }

    @Test
    void uploadsAtTheSameTimeDoNotPassAQuotaTogether() throws Exception {
        try (ServerFixture server = limited(new UserLimits(0, 0, 0, 1_000_000))) {
            AccountClient mary = AccountClient.administrator(server).invite("mary", "member");
            List<CompletableFuture<Integer>> uploads = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return upload(mary, "part-" + i, 40_000).statusCode(); // 0.6 MB
                        } catch (Exception e) {
                            throw new CompletionException(e);
                        }
                    }))
                    .toList();
            assertThat(uploads.stream().map(CompletableFuture::join))
                    .allMatch(status -> List.of(201, 409, 429).contains(status))
                    .containsOnlyOnce(201);
            assertThat(json(mary.get("/api/v1/use")).getJsonObject("use").getLong("diskBytes"))
                    .isLessThan(1_000_000);
        }
    }

    @Test
    void aRunPausesAfterItsTimeAndGoesOnWhereItMayLonger() throws Exception {
        long run;
        long alone;
        String message;
        try (ServerFixture server = new ServerFixture(dataDir)) {
            alone = server.start(mediumSpec());
            message = RunLifeIT.digest(server.awaitState(alone, "finished"));
        }
        Limits short_ = new Limits(UserLimits.NONE, new RunLimits(0, 0, Duration.ofMillis(100)), 0);
        try (ServerFixture server = ServerFixture.limited(dataDir, Auth.NONE, short_)) {
            run = server.start(mediumSpec());
            JsonObject paused = server.awaitState(run, "paused");
            assertThat(paused.getString("message"))
                    .startsWith("paused at step ")
                    .contains("it has trained for ", "--run-hours");
            assertThat(paused.getLong("step"))
                    .isLessThan(paused.getJsonObject("setup").getLong("totalSteps"));
            // It is told before its checkpoint is written.
            await().until(() -> Files.exists(dataDir.resolve("checkpoints/" + run)));
        }
        try (ServerFixture server = new ServerFixture(dataDir)) {
            assertThat(server.json("/api/v1/runs/" + run).getString("state")).isEqualTo("paused");
            server.act(run, "resume");
            assertThat(RunLifeIT.digest(server.awaitState(run, "finished"))).isEqualTo(message);
        }
    }

    @Test
    void aRunThatIsTooLargeIsRefusedBeforeItBeginsAndTheFieldIsNamed() throws Exception {
        Limits small = new Limits(UserLimits.NONE, new RunLimits(1000, 100_000_000, Duration.ZERO), 0);
        try (ServerFixture server = ServerFixture.limited(dataDir, Auth.NONE, small)) {
            JsonObject wide = smallSpec();
            wide.getJsonObject("network").put("hidden", new JsonArray().add(200));
            assertField(
                    server.post("/api/v1/runs", wide.encode()),
                    "network.hidden",
                    "[200] makes 1803 parameters; use at most 1000");
            JsonObject many = smallSpec();
            many.getJsonObject("dataset").put("samples", 100_000).put("dimension", 30);
            many.getJsonObject("measure").put("everySteps", 0);
            assertField(
                    server.post("/api/v1/runs", many.encode()),
                    "dataset.samples",
                    "100000 makes a run that needs about 105 MB of memory; use less, so that it needs at most 100 MB");
            JsonObject sweep = new JsonObject()
                    .put("base", smallSpec())
                    .put(
                            "grid",
                            new JsonObject()
                                    .put(
                                            "network.hidden",
                                            new JsonArray()
                                                    .add(new JsonArray().add(10))
                                                    .add(new JsonArray().add(200))));
            assertField(
                    server.post("/api/v1/experiments", sweep.encode()),
                    "grid.network.hidden",
                    "[200] makes 1803 parameters; use at most 1000");
            assertThat(server.json("/api/v1/runs").getJsonArray("runs")).isEmpty();
            JsonObject use = server.json("/api/v1/use");
            assertThat(use.getJsonObject("limits").getInteger("queued"))
                    .as("nobody has limits")
                    .isZero();
        }
    }

    @Test
    void aRunWaitsUntilThereIsMemoryForIt() throws Exception {
        // Each of these is expected to take some 70 MB, nearly all of it of the engine.
        Limits tight = new Limits(UserLimits.NONE, RunLimits.DEFAULT, 100_000_000);
        try (ServerFixture server = ServerFixture.limited(dataDir, Auth.NONE, tight)) {
            long first = server.start(longSpec());
            server.awaitState(first, "running");
            long second = server.start(smallSpec());
            long begun = server.json("/api/v1/runs/" + first).getLong("step");
            server.awaitRun(first, json -> json.getLong("step") > begun);
            JsonObject waiting = server.json("/api/v1/runs/" + second);
            assertThat(waiting.getString("state")).isEqualTo("queued");
            assertThat(waiting.getInteger("queuePosition")).isZero();
            server.act(first, "stop");
            server.awaitState(second, "finished");
        }
    }

    private ServerFixture limited(UserLimits limits) {
        return ServerFixture.limited(dataDir, Auth.LOCAL, new Limits(limits, RunLimits.DEFAULT, 0));
    }

    private static long start(AccountClient client, JsonObject spec) throws Exception {
        return json(client.post("/api/v1/runs", spec)).getLong("id");
    }

    private static HttpResponse<String> act(AccountClient client, long run, JsonObject action) throws Exception {
        return client.post("/api/v1/runs/" + run + "/actions", action);
    }

    private static int position(AccountClient client, long run) throws Exception {
        return json(client.get("/api/v1/runs/" + run)).getInteger("queuePosition");
    }

    private static int[] positions(AccountClient client, long... runs) throws Exception {
        int[] positions = new int[runs.length];
        for (int i = 0; i < runs.length; i++) {
            positions[i] = position(client, runs[i]);
        }
        return positions;
    }

    private static HttpResponse<String> upload(AccountClient client, String name, int rows) throws Exception {
        StringBuilder table = new StringBuilder("x,label\n");
        IntStream.range(0, rows)
                .forEach(row ->
                        table.append(row).append(".123456,").append(row % 2).append('\n'));
        return client.upload(
                "/api/v1/datasets",
                Map.of("name", name, "label", "label"),
                Map.of("file", table.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaitDisk(AccountClient client, long bytes) throws Exception {
        await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> json(client.get("/api/v1/use"))
                                .getJsonObject("use")
                                .getLong("diskBytes"),
                        used -> used >= bytes);
    }

    private static void assertRefused(HttpResponse<String> response, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(409);
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo("quota_exceeded");
        assertThat(error.getString("message")).contains(message);
    }

    private static void assertField(HttpResponse<String> response, String field, String message) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonObject error = new JsonObject(response.body()).getJsonObject("error");
        assertThat(error.getString("field")).isEqualTo(field);
        assertThat(error.getString("message")).contains(message);
    }
}
