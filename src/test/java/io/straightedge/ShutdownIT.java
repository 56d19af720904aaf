package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.Run;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program is told to end while it has its hands full: it ends in time, and nothing is lost. */
class ShutdownIT {
    private static final int MOST_SECONDS = 10;
    private static final Set<String> MEASURED = Set.of("path/gap_deviation");

    @TempDir
    private Path dataDir;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process server;
    private URI address;

    @AfterEach
    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    @Test
    void everyRunLeavesACheckpointEveryBrowserIsToldAndEveryRequestIsAnswered() throws Exception {
        serve();
        long one = start(ServerFixture.longSpec());
        long other = start(ServerFixture.longSpec());
        long waits = start(ServerFixture.longSpec());
        awaitMeasured(one);
        awaitMeasured(other);
        try (LiveClient live = new LiveClient(client, address.getPort(), Map.of());
                LiveClient stalled = new LiveClient(client, address.getPort(), Map.of());
                Socket halfway = request(
                        "POST", "/api/v1/runs", ServerFixture.smallSpec().encode(), 20)) {
            stalled.stopReading();
            stalled.subscribe(one, 0);
            live.subscribe(one, Long.MAX_VALUE / 2).send(new JsonObject().put("subscribe", "*"));
            long begun = System.nanoTime();

            server.destroy();

            halfway.getOutputStream()
                    .write(ServerFixture.smallSpec().encode().substring(20).getBytes(StandardCharsets.UTF_8));
            assertThat(answer(halfway)).startsWith("HTTP/1.1 201");
            live.until(LiveClient.state("interrupted"));
            awaitEnd(begun);
        }
        try (RunStore store = H2RunStore.open(dataDir)) {
            for (long run : new long[] {one, other}) {
                Run left = store.find(run).orElseThrow();
                assertThat(left.state()).isEqualTo(RunState.INTERRUPTED);
                assertThat(left.message()).isEqualTo("the server was shut down at step " + newestCheckpoint(run));
            }
            assertThat(store.find(waits).orElseThrow().state()).isEqualTo(RunState.QUEUED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void aMeasurementThatTakesLongIsGivenUpAndMadeUpForLater(int epochs) throws Exception {
        serve();
        JsonObject spec = ServerFixture.smallSpec();
        spec.getJsonObject("network").put("hidden", List.of(600, 600, 600));
        spec.getJsonObject("training").put("epochs", epochs);
        spec.getJsonObject("measure").put("pairs", 400).put("everySteps", 1_000_000);
        long run = start(spec);
        await(run, json -> json.getLong("step") > 0);
        long begun = System.nanoTime();
        server.destroy();
        awaitEnd(begun);
        try (RunStore store = H2RunStore.open(dataDir)) {
            assertThat(store.metrics(run, MEASURED)).as("measured so far").isEmpty();
            assertThat(store.find(run).orElseThrow().message())
                    .isEqualTo("the server was shut down at step " + newestCheckpoint(run));
        }

        serve();
        await(
                run,
                json -> json.getString("state").equals("finished")
                        || measuredSteps(run).contains(0));
        assertThat(measuredSteps(run).getInteger(0)).isZero();
    }

    private void serve() throws IOException {
        server = Program.builder("serve", "--port", "0", "--workers", "2", "--data-dir", dataDir.toString())
                .redirectError(Redirect.DISCARD)
                .start();
        address = URI.create(Program.address(server));
    }

    private void awaitEnd(long begun) throws InterruptedException {
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).as("ends at all").isTrue();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)).isLessThan(MOST_SECONDS);
    }

    private long newestCheckpoint(long run) throws IOException {
        try (Stream<Path> files = Files.list(dataDir.resolve("checkpoints/" + run))) {
            return files.map(file -> file.getFileName().toString())
                    .mapToLong(name -> Long.parseLong(name.replace(".checkpoint", "")))
                    .max()
                    .orElseThrow();
        }
    }

    /** Sends a request but for the end of its body. */
    private Socket request(String method, String path, String body, int length) throws IOException {
        Socket socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + body.length() + "\r\n\r\n" + body.substring(0, length))
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private long start(JsonObject spec) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(spec.encode()))
                .build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body()).getLong("id");
    }

    private void awaitMeasured(long run) throws Exception {
        await(run, json -> json.getLong("step") > 500);
    }

    private JsonArray measuredSteps(long run) {
        HttpRequest request = HttpRequest.newBuilder(
                        address.resolve("/api/v1/runs/" + run + "/metrics?keys=path/gap_deviation"))
                .build();
        String body = client.sendAsync(request, BodyHandlers.ofString()).join().body();
        JsonObject series = new JsonObject(body).getJsonObject("series").getJsonObject("path/gap_deviation");
        return series == null ? new JsonArray() : series.getJsonArray("steps");
    }

    private void await(long run, Predicate<JsonObject> wanted) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/api/v1/runs/" + run)).build();
        JsonObject latest;
        do {
            latest =
                    new JsonObject(client.send(request, BodyHandlers.ofString()).body());
            assertThat(System.nanoTime()).as("still %s", latest).isLessThan(deadline);
        } while (!wanted.test(latest));
    }
}
