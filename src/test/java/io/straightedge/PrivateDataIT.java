package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** No other account of the machine may read what a server keeps, and what an older version has left. */
@DisabledOnOs(OS.WINDOWS)
class PrivateDataIT {
    @TempDir
    private Path directory;

    @Test
    void whatAServerKeepsBelongsToItsAccountAlone() throws Exception {
        Path dataDir = directory.resolve("data");
        Path old = Files.createDirectories(dataDir.resolve("backups")).resolve("straightedge-20260101T000000Z.zip");
        Files.writeString(old, "of an older version");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r--r--"));
        try (ServerFixture server = new ServerFixture(dataDir)) {
            assertThat(rights(dataDir)).isEqualTo("rwx------");
            long run = server.start(ServerFixture.longSpec());
            server.awaitRun(run, json -> json.getLong("step") > 10);
            server.act(run, "pause");
            server.awaitState(run, "paused");
            server.post("/api/v1/backups", "{}");
            await().atMost(Duration.ofSeconds(60)).until(() -> !server.json("/api/v1/backups")
                    .getJsonArray("backups")
                    .isEmpty());
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(dataDir.resolve("checkpoints/" + run)));
            for (String name : List.of("straightedge.mv.db", "server.address", "checkpoints", "backups")) {
                try (Stream<Path> all = Files.walk(dataDir.resolve(name))) {
                    assertThat(all.toList()).allSatisfy(place -> assertThat(rights(place))
                            .as("%s", place)
                            .isEqualTo(Files.isDirectory(place) ? "rwx------" : "rw-------"));
                }
            }
        }
    }

    @Test
    void whatIsRestoredToo() throws Exception {
        Path backup = directory.resolve("lab.zip");
        try (ServerFixture server = new ServerFixture(directory.resolve("data"))) {
            String table = "x,y\n" + "1,a\n2,b\n3,b\n4,a\n".repeat(20);
            assertThat(server.upload(
                                    "/api/v1/datasets",
                                    Map.of("name", "t", "label", "y"),
                                    Map.of("file", table.getBytes(StandardCharsets.UTF_8)))
                            .statusCode())
                    .isEqualTo(201);
        }
        assertThat(Main.execute(
                        "backup",
                        "--to",
                        backup.toString(),
                        "--data-dir",
                        directory + "/data",
                        "--datasets-dir",
                        directory + "/data/datasets"))
                .isZero();
        assertThat(rights(backup)).isEqualTo("rw-------");

        Path restored = directory.resolve("new");
        assertThat(Main.execute("restore", "--from", backup.toString(), "--data-dir", restored.toString()))
                .isZero();
        try (Stream<Path> all = Files.walk(restored)) {
            assertThat(all.toList()).allSatisfy(place -> assertThat(rights(place))
                    .as("%s", place)
                    .isEqualTo(Files.isDirectory(place) ? "rwx------" : "rw-------"));
        }
    }

    private static String rights(Path place) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
    }
}
