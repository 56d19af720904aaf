package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.data.Dataset;
import io.straightedge.run.RunSpec;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for more than the server can do at once has to wait, and nobody else. */
@Timeout(120)
class CostlyReadsIT {
    private static final int REQUESTS = 40;

    @TempDir
    Path dataDir;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebFixture web;
    private long run;

    @BeforeEach
    void start() throws Exception {
        web = new WebFixture(dataDir, SlowClients.Patience.USUAL, this::data);
        run = web.store.create(RunSpec.of(Map.of()), Instant.now()).id();
    }

    @AfterEach
    void stop() throws Exception {
        goOn.countDown();
        web.close();
    }

    /** Takes as long as the test wants, and fails. */
    private Dataset data(RunSpec spec) {
        begun.incrementAndGet();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new Errors.NotFoundException("no data");
    }

    @Test
    void oneReaderTakesNothingFromOthers() throws Exception {
        String costly = "/api/v1/runs/" + run + "/samples";
        List<CompletableFuture<HttpResponse<String>>> asked =
                IntStream.range(0, REQUESTS).mapToObj(i -> send(costly)).toList();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> asked.stream().filter(CompletableFuture::isDone).count() == REQUESTS - Workers.MAX_OF_ONE);
        for (CompletableFuture<HttpResponse<String>> answer : asked) {
            if (answer.isDone()) {
                assertThat(answer.join().statusCode()).isEqualTo(429);
                assertThat(answer.join().headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.join().body()).contains("6 costly requests from here are under way");
            }
        }
        for (String path : List.of("/", "/app.js", "/health/ready", "/health/live", "/metrics", "/api/v1/datasets")) {
            assertThat(send(path).join().statusCode()).as(path).isEqualTo(200);
        }
        assertThat(begun).hasValueBetween(1, Workers.MAX_OF_ONE);
        goOn.countDown();
        assertThat(asked.stream().filter(answer -> answer.join().statusCode() == 404))
                .hasSize(Workers.MAX_OF_ONE);
        await().atMost(Duration.ofMinutes(1)).until(() -> send(costly).join().statusCode() == 404);
    }

    @Test
    void whoGoesAwayHasItUnderWayStill() throws Exception {
        String costly = "/api/v1/runs/" + run + "/samples";
        String request = "GET " + costly + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            try (Socket socket = web.connection(request)) {
                socket.setSoTimeout(500);
                return socket.getInputStream().read() >= 0; // those that wait are not answered
            } catch (SocketTimeoutException e) {
                return false;
            }
        });
        assertThat(send(costly).join().statusCode()).isEqualTo(429);
        goOn.countDown();
        await().atMost(Duration.ofMinutes(1)).until(() -> send(costly).join().statusCode() == 404);
    }

    @Test
    void sizesAreLimited() {
        String layers = "784,1000,10" + ",1000".repeat(3000);
        assertRefused(
                "theory?norm_a=1&norm_b=1&dot=0&layers=" + layers,
                "layers: \"3003 entries\" is not allowed; use at most 100");
        assertRefused(
                "theory?norm_a=1&norm_b=1&dot=0&layers=2,2000000,1",
                "layers: \"2000000\" is not allowed; use a whole number from 1 to 1000000");
        String keys = "a,".repeat(500) + "a";
        assertRefused("runs/" + run + "/metrics?keys=" + keys, "keys: \"501 entries\" is not allowed");
        assertRefused("runs?last=" + keys, "last: \"501 entries\" is not allowed");
        assertRefused(
                "runs/" + run + "/metrics?max_points=10001",
                "max_points: \"10001\" is not allowed; use a whole number from 4 to 10000");
        assertRefused("runs?order_by=" + "x".repeat(501), "use a text of 0 to 500 characters");
        assertRefused("datasets/digits/samples?count=501", "count: \"501\" is not allowed");
        assertRefused("runs?max_results=1001", "max_results: \"1001\" is not allowed");
    }

    private void assertRefused(String path, String message) {
        HttpResponse<String> answer = send("/api/v1/" + path).join();
        assertThat(answer.statusCode()).as(path).isEqualTo(400);
        assertThat(answer.body().replace("\\\"", "\"")).contains(message);
    }

    private CompletableFuture<HttpResponse<String>> send(String path) {
        URI address = URI.create("http://localhost:" + web.port + path);
        return client.sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
