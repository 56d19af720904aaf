package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at random moments, again and again, while it trains and writes checkpoints every
 * few milliseconds: what comes out in the end is what would have come out anyway. {@code -Dkills=50} kills
 * more often than the default; {@link KillLoad} does it for an hour.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path dataDir;

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable ServerProcess server;

    @AfterEach
    void end() throws InterruptedException {
        if (server != null) {
            server.kill();
        }
    }

    @Test
    void whatWasAcknowledgedIsThere() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("kills under changes of seed " + seed);
        assertThat(new KillLoad(dataDir, seed).kill(KILLS)).isPositive();
    }

    @Test
    void aRunEndsTheSameHoweverOftenTheServerIsKilled() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("kills at moments of seed " + seed);
        Random moments = new Random(seed);
        serve();
        long alone = start();
        String undisturbed = RunLifeIT.digest(awaitFinished(alone));
        int kills = 0;
        while (kills < KILLS) {
            long run = start();
            JsonObject latest = run(run);
            while (kills < KILLS && !latest.getString("state").equals("finished")) {
                TimeUnit.MILLISECONDS.sleep(moments.nextInt(1000));
                server.kill();
                kills++;
                serve();
                JsonObject before = latest;
                latest = run(run);
                assertThat(latest.getLong("step")).isGreaterThanOrEqualTo(before.getLong("step"));
            }
            assertThat(RunLifeIT.digest(awaitFinished(run))).isEqualTo(undisturbed);
            JsonObject series = server.json("/api/v1/runs/" + run + "/metrics").getJsonObject("series");
            JsonObject expected =
                    server.json("/api/v1/runs/" + alone + "/metrics").getJsonObject("series");
            MediumSeries.assertSame(series, expected);
        }
    }

    @Test
    void whatArrivedOfAnUploadIsRemovedAtTheNextStart() throws Exception {
        serve();
        Path arriving = dataDir.resolve("tmp");
        try (Socket upload = new Socket("127.0.0.1", server.port())) {
            upload.getOutputStream()
                    .write(("POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
                                    + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"table.csv\"\r\n\r\n"
                                    + "x,y\r\n".repeat(20_000))
                            .getBytes(StandardCharsets.ISO_8859_1));
            await().atMost(PATIENCE).until(() -> bytes(arriving) > 0);
            server.kill();
        }
        assertThat(bytes(arriving)).isPositive();
        serve();
        assertThat(arriving).isEmptyDirectory();
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private void serve() throws IOException {
        server = new ServerProcess(client, dataDir, List.of("-Dstraightedge.checkpoint.millis=20"), "--workers", "1");
    }

    private long start() throws Exception {
        return server.start(ServerFixture.mediumSpec());
    }

    private JsonObject awaitFinished(long run) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        JsonObject latest = run(run);
        while (!latest.getString("state").equals("finished")) {
            assertThat(latest.getString("state")).isIn("queued", "running", "interrupted");
            assertThat(System.nanoTime()).as("still %s", latest).isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
            latest = run(run);
        }
        return latest;
    }

    private JsonObject run(long run) throws Exception {
        return server.json("/api/v1/runs/" + run);
    }
}
