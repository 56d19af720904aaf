package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user starts and ends it: a process of its own. */
class ServeCommandIT {
    @TempDir
    Path dataDir;

    private final List<Process> started = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void aServerThatWasShutDownShowsEverythingAgain() throws Exception {
        Process server = serve();
        String address = Program.address(server);
        long finished = start(address, ServerFixture.smallSpec());
        long running = start(address, ServerFixture.longSpec());
        await(address, finished, "\"state\":\"finished\"");
        await(address, running, "\"state\":\"running\"");
        String points = get(address, "/api/v1/runs/" + finished + "/metrics");

        server.destroy();
        assertThat(server.waitFor(20, TimeUnit.SECONDS))
                .as("shuts down by itself")
                .isTrue();

        String again = Program.address(serve("--resume", "wait"));
        assertThat(get(again, "/api/v1/runs/" + finished + "/metrics")).isEqualTo(points);
        assertThat(get(again, "/api/v1/runs/" + running))
                .contains("\"state\":\"interrupted\"", "the server was shut down at step");
    }

    @Test
    void aServerThatWasKilledComesBackWithItsRunsInterruptedAndItsQueue() throws Exception {
        Process server = serve("--workers", "1");
        String address = Program.address(server);
        long running = start(address, ServerFixture.longSpec());
        long queued = start(address, ServerFixture.smallSpec());
        await(address, running, "\"path/gap_deviation\"", "/metrics");

        server.destroyForcibly().waitFor();

        String again = Program.address(serve("--workers", "1", "--resume", "wait"));
        await(again, running, "\"state\":\"interrupted\"");
        assertThat(get(again, "/api/v1/runs/" + running)).contains("the server ended unexpectedly at step");
        assertThat(get(again, "/api/v1/runs/" + running + "/metrics")).contains("\"path/gap_deviation\"");
        await(again, queued, "\"state\":\"finished\"");
    }

    @Test
    void theDemoStartsASampleRunOnce() throws Exception {
        Process server = serve("--demo");
        String address = Program.address(server);
        await(address, 1, "\"state\":\"running\"");
        assertThat(get(address, "/api/v1/runs/1")).contains("sample: digits");
        server.destroy();
        server.waitFor();
        assertThat(new JsonObject(get(Program.address(serve("--demo")), "/api/v1/runs")).getJsonArray("runs"))
                .hasSize(1);
    }

    @Test
    void theSampleRunTakesRealDigitsWhereTheyAre() throws Exception {
        String datasets = System.getenv("STRAIGHTEDGE_DATASETS_DIR");
        assumeTrue(datasets != null, "STRAIGHTEDGE_DATASETS_DIR names no real MNIST files");
        String address = Program.address(serve("--demo", "--datasets-dir", datasets));
        await(address, 1, "MNIST: ");
        assertThat(get(address, "/api/v1/runs/1")).contains("sample: mnist");
        await(address, 1, "\"path/gap_deviation\"", "/metrics");
    }

    @Test
    void aBusyPortIsOneLineAndStatusOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process server = program("serve", "--data-dir", dataDir.toString(), "--port", "" + taken.getLocalPort());
            assertFails(server, 1, "cannot listen on 127.0.0.1:" + taken.getLocalPort(), "--port");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeIsOneLineAndStatusOne() throws Exception {
        Path file = Files.writeString(dataDir.resolve("file"), "in the way");
        assertFails(program("serve", "--port", "0", "--data-dir", file.toString()), 1, "is a file", "--data-dir");
    }

    @Test
    void aDatabaseInUseIsOneLineAndStatusOne() throws Exception {
        Program.address(serve());
        assertFails(
                program("serve", "--port", "0", "--data-dir", dataDir.toString()), 1, "is another Straightedge using");
    }

    @Test
    void wrongUseIsOneLineAndStatusTwo() throws Exception {
        assertFails(program("serve", "--prot", "80"), 2, "--prot");
        assertFails(program("serve", "--port", "http"), 2, "--port", "http");
        assertFails(program("serve", "--port", "70000"), 2, "--port 70000 is no port; use 0 to 65535");
        assertFails(
                program("serve", "--trusted-proxy", "127.0.0.1,proxy.lab"),
                2,
                "--trusted-proxy proxy.lab is no address in numbers");
        assertFails(program("fly"), 2, "fly");
    }

    @Test
    void flagsComeFromTheEnvironmentToo() throws Exception {
        ProcessBuilder builder = Program.builder("serve", "--data-dir", dataDir.toString());
        builder.environment().put("STRAIGHTEDGE_PORT", "70000");
        Process process = builder.start();
        started.add(process);
        assertFails(process, 2, "--port 70000 is no port");
    }

    private static void assertFails(Process process, int status, String... words) throws Exception {
        String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(error).isEqualTo(status);
        assertThat(error.lines().toList())
                .singleElement()
                .asString()
                .startsWith("straightedge: ")
                .contains(words);
    }

    private Process serve(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0", "--data-dir", dataDir.toString()));
        arguments.addAll(List.of(more));
        return program(arguments.toArray(String[]::new));
    }

    private Process program(String... arguments) throws IOException {
        Process process = Program.builder(arguments).start();
        started.add(process);
        return process;
    }

    private long start(String address, JsonObject spec) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/api/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(spec.encode()))
                .build();
        return new JsonObject(client.send(request, BodyHandlers.ofString()).body()).getLong("id");
    }

    private String get(String address, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString())
                .body();
    }

    private void await(String address, long run, String text) throws IOException, InterruptedException {
        await(address, run, text, "");
    }

    private void await(String address, long run, String text, String below) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        String answer = get(address, "/api/v1/runs/" + run + below);
        while (!answer.contains(text)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + text + " in " + answer);
            }
            Thread.onSpinWait();
            answer = get(address, "/api/v1/runs/" + run + below);
        }
    }
}
