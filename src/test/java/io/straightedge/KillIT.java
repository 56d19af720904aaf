package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed at random moments, again and again, while it trains and writes checkpoints every
 * few milliseconds: what comes out in the end is what would have come out anyway. {@code -Dkills=50} kills
 * more often than the default.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("kills", 3);

    @TempDir
    Path dataDir;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process server;
    private String address;

    @AfterEach
    void end() throws InterruptedException {
        server.destroyForcibly().waitFor();
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
                server.destroyForcibly().waitFor();
                kills++;
                serve();
                JsonObject before = latest;
                latest = run(run);
                assertThat(latest.getLong("step")).isGreaterThanOrEqualTo(before.getLong("step"));
            }
            assertThat(RunLifeIT.digest(awaitFinished(run))).isEqualTo(undisturbed);
            JsonObject series = get("/api/v1/runs/" + run + "/metrics").getJsonObject("series");
            JsonObject expected = get("/api/v1/runs/" + alone + "/metrics").getJsonObject("series");
            MediumSeries.assertSame(series, expected);
        }
    }

    private void serve() throws IOException {
        ProcessBuilder builder =
                Program.builder("serve", "--port", "0", "--workers", "1", "--data-dir", dataDir.toString());
        builder.command().add(1, "-Dstraightedge.checkpoint.millis=20");
        server = builder.redirectError(Redirect.DISCARD).start();
        address = Program.address(server);
    }

    private long start() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ServerFixture.mediumSpec().encode()))
                .build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body()).getLong("id");
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
        return get("/api/v1/runs/" + run);
    }

    private JsonObject get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path)).build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
    }
}
