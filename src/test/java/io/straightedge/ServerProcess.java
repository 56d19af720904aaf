package io.straightedge;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A server in a process of its own, which can be killed, and what it takes of the machine. */
final class ServerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client;
    private final Process process;
    private final String address;
    private volatile Map<String, String> headers = Map.of();

    /** @param jvmOptions before the class path */
    ServerProcess(HttpClient client, Path dataDir, List<String> jvmOptions, String... options) throws IOException {
        this.client = client;
        process = launch(dataDir, jvmOptions, options);
        try {
            address = Program.address(process);
        } catch (IOException | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Starts a server and kills it after so long, whether it serves by then or not. */
    static void killStarting(Path dataDir, List<String> jvmOptions, long millis, String... options)
            throws IOException, InterruptedException {
        Process process = launch(dataDir, jvmOptions, options);
        TimeUnit.MILLISECONDS.sleep(millis);
        process.destroyForcibly().waitFor();
    }

    private static Process launch(Path dataDir, List<String> jvmOptions, String... options) throws IOException {
        ProcessBuilder builder = Program.builder("serve", "--port", "0", "--data-dir", dataDir.toString());
        builder.command().addAll(List.of(options));
        builder.command().addAll(1, jvmOptions);
        File log = Files.createDirectories(dataDir).resolve("server.log").toFile();
        return builder.redirectError(Redirect.appendTo(log)).start();
    }

    /** From now on requests carry these headers, which say who calls. */
    void callWith(Map<String, String> who) {
        headers = who;
    }

    String address() {
        return address;
    }

    int port() {
        return URI.create(address).getPort();
    }

    long pid() {
        return process.pid();
    }

    /** As a power cut would, for this process. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    HttpResponse<String> send(String method, String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request);
    }

    HttpResponse<String> send(String path, MultipartForm form) throws IOException, InterruptedException {
        return send(form.post(HttpRequest.newBuilder(URI.create(address + path))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        headers.forEach(request::header);
        return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    }

    JsonObject json(String path) throws IOException, InterruptedException {
        return AccountClient.json(send("GET", path, null));
    }

    long start(JsonObject spec) throws IOException, InterruptedException {
        return AccountClient.json(send("POST", "/api/v1/runs", spec)).getLong("id");
    }

    /** Asks for the run until it is as wanted. */
    JsonObject awaitRun(long run, Predicate<JsonObject> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonObject latest = json("/api/v1/runs/" + run);
        while (!wanted.test(latest)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("still " + latest);
            }
            TimeUnit.MILLISECONDS.sleep(50);
            latest = json("/api/v1/runs/" + run);
        }
        return latest;
    }

    /** Bytes of the process that are in RAM, on Linux. */
    long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no VmRSS of process " + pid());
    }

    /** Bytes of the heap that are in use after a collection. */
    long liveHeapBytes() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String total = answer.lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IOException(answer));
        return Long.parseLong(total.strip().replaceFirst(".*\\s", ""));
    }

    /** Ends it as a user would. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
