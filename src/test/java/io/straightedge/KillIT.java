package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
