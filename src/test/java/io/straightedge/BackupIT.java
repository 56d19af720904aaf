package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.run.Run;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a server that works, and what becomes of them. */
class BackupIT {
    private static final byte[] TABLE =
            ("x,label\n" + "1,a\n2,b\n3,a\n4,b\n5,a\n".repeat(20)).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private String error = "";

    @Test
    void runsGoOnFromABackupThatWasTakenWhileTheyTrained() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("lab.zip");
        String digest;
        List<Object> last;
        try (ServerFixture server = new ServerFixture(data)) {
            server.upload("/api/v1/datasets", Map.of("name", "brought", "label", "label"), Map.of("file", TABLE));
            JsonObject spec = ServerFixture.mediumSpec();
            spec.getJsonObject("training").put("epochs", 200);
            long one = server.start(spec);
            long other = server.start(spec);
            for (long run : new long[] {one, other}) {
                leaveCheckpoint(server, run);
            }

            assertThat(call("backup", "--to", file.toString(), "--data-dir", data.toString()))
                    .as(error)
                    .isZero();

            digest = RunLifeIT.digest(server.awaitState(one, "finished"));
            assertThat(RunLifeIT.digest(server.awaitState(other, "finished"))).isEqualTo(digest);
            last = lastMeasured(server, one);
            assertThat(server.json("/api/v1/backups").getJsonArray("backups"))
                    .as("taken away again")
                    .isEmpty();
        }

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName().replaceFirst("\\d+\\.checkpoint", "")))
                    .contains("checkpoints/1/", "checkpoints/2/");
        }
        Path copy = folder.resolve("copy");
        assertThat(call("restore", "--from", file.toString(), "--data-dir", copy.toString()))
                .as(error)
                .isZero();
        try (RunStore store = H2RunStore.open(copy)) {
            assertThat(store.list(Long.MAX_VALUE, 9)).extracting(Run::state).containsOnly(RunState.RUNNING);
        }
        try (ServerFixture server = new ServerFixture(copy)) {
            for (long run : new long[] {1, 2}) {
                assertThat(RunLifeIT.digest(server.awaitState(run, "finished"))).isEqualTo(digest);
                assertThat(lastMeasured(server, run)).isEqualTo(last);
            }
            assertThat(server.get("/api/v1/datasets/brought/samples?count=1").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aBackupHoldsTheNewestCheckpointOfARunThatIsUnderWay() throws Exception {
        Path data = folder.resolve("data");
        long run;
        try (ServerFixture server = new ServerFixture(data)) {
            run = server.start(ServerFixture.longSpec());
            server.awaitRun(run, json -> json.getLong("step") > 100);
            server.act(run, "pause");
            server.awaitState(run, "paused");
            Predicate<Path> checkpoint = path -> path.toString().endsWith(".checkpoint");
            awaitFile(data.resolve("checkpoints/" + run), checkpoint);
            String name = writeBackup(server);
            Path file = Files.write(folder.resolve("b.zip"), server.download("/api/v1/backups/" + name));
            try (ZipFile zip = new ZipFile(file.toFile())) {
                assertThat(zip.stream().map(entry -> entry.getName()))
                        .anyMatch(entry -> entry.matches("checkpoints/" + run + "/\\d+\\.checkpoint"))
                        .contains("straightedge.mv.db", "backup.json");
            }
            assertThat(server.delete("/api/v1/backups/" + name).statusCode()).isEqualTo(204);
            assertThat(server.get("/api/v1/backups/" + name).statusCode()).isEqualTo(404);
            assertThat(server.get("/api/v1/backups/..%2Fstraightedge.mv.db").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void onlyAdministratorsTakeBackups() throws Exception {
        Path data = folder.resolve("data");
        Path file = folder.resolve("lab.zip");
        try (ServerFixture server = ServerFixture.withAccounts(data)) {
            AccountClient admin = AccountClient.administrator(server);
            AccountClient member = admin.invite("mary", "member");
            assertThat(member.post("/api/v1/backups", new JsonObject()).statusCode())
                    .isEqualTo(403);
            assertThat(member.get("/api/v1/backups").statusCode()).isEqualTo(403);
            assertThat(server.get("/api/v1/backups").statusCode()).isEqualTo(401);

            String[] command = {"backup", "--to", file.toString(), "--data-dir", data.toString(), "--token", ""};
            for (String token : List.of(admin.token("read"), member.token("write"), "se_wrong")) {
                command[command.length - 1] = token;
                assertThat(call(command)).isEqualTo(1);
                assertThat(error).contains("wants an administrator's API token with the scope write");
            }
            command[command.length - 1] = admin.token("write");
            assertThat(call(command)).as(error).isZero();
            assertThat(file).isRegularFile();
            JsonArray trail = AccountClient.json(admin.get("/api/v1/audit")).getJsonArray("entries");
            assertThat(trail.encode()).contains("\"createBackup\"", "\"deleteBackup\"");
        }
        assertThat(call(
                        "restore",
                        "--from",
                        file.toString(),
                        "--data-dir",
                        folder.resolve("r").toString()))
                .isZero();
        try (ServerFixture server = ServerFixture.withAccounts(folder.resolve("r"))) {
            assertThat(AccountClient.login(server, "mary").get("/api/v1/runs").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutAServerTheDatabaseIsReadDirectly() throws Exception {
        Path data = folder.resolve("data");
        try (ServerFixture server = new ServerFixture(data)) {
            server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        }
        Path file = folder.resolve("lab.zip");
        assertThat(call("backup", "--to", file.toString(), "--data-dir", data.toString()))
                .as(error)
                .isZero();
        assertThat(call(
                        "restore",
                        "--from",
                        file.toString(),
                        "--data-dir",
                        folder.resolve("r").toString()))
                .isZero();
        try (ServerFixture server = new ServerFixture(folder.resolve("r"))) {
            assertThat(server.json("/api/v1/runs/1").getString("state")).isEqualTo("finished");
        }
        assertThat(call(
                        "backup",
                        "--to",
                        file.toString(),
                        "--data-dir",
                        folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(error).contains("there is no database").contains("--data-dir");
        Path missing = folder.resolve("no/lab.zip");
        assertThat(call("backup", "--to", missing.toString(), "--data-dir", data.toString()))
                .isEqualTo(1);
        assertThat(error).contains("the folder " + missing.getParent() + " is not there");
    }

    /** A pause writes one, from which the run is some steps away when this returns. */
    private static void leaveCheckpoint(ServerFixture server, long run) throws Exception {
        server.awaitRun(run, json -> json.getLong("step") > 20);
        server.act(run, "pause");
        server.awaitState(run, "paused");
        server.act(run, "resume");
        long step = server.awaitState(run, "running").getLong("step");
        server.awaitRun(run, json -> json.getLong("step") > step + 20);
    }

    /** The last step is measured however slow the machine is. */
    private static List<Object> lastMeasured(ServerFixture server, long run) throws Exception {
        JsonObject series = server.json("/api/v1/runs/" + run + "/metrics?keys=path/gap_deviation")
                .getJsonObject("series")
                .getJsonObject("path/gap_deviation");
        int newest = series.getJsonArray("steps").size() - 1;
        return List.of(
                series.getJsonArray("steps").getValue(newest),
                series.getJsonArray("values").getValue(newest));
    }

    private static String writeBackup(ServerFixture server) throws Exception {
        HttpResponse<String> begun = server.post("/api/v1/backups", "{}");
        assertThat(begun.statusCode()).isEqualTo(202);
        String name = new JsonObject(begun.body()).getString("name");
        JsonObject state = server.json("/api/v1/backups");
        while (state.getString("writing") != null) {
            Thread.onSpinWait();
            state = server.json("/api/v1/backups");
        }
        assertThat(state.getString("failure")).isNull();
        assertThat(state.getJsonArray("backups").getJsonObject(0).getString("name"))
                .isEqualTo(name);
        return name;
    }

    private static void awaitFile(Path folder, Predicate<Path> wanted) throws IOException {
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            if (!Files.isDirectory(folder)) {
                return false;
            }
            try (Stream<Path> files = Files.list(folder)) {
                return files.anyMatch(wanted);
            }
        });
    }

    private int call(String... arguments) {
        PrintStream err = System.err;
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            return Main.execute(arguments);
        } finally {
            System.setErr(err);
            error = errBytes.toString(StandardCharsets.UTF_8);
        }
    }
}
