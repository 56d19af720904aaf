package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.straightedge.data.DownloadProgress.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final byte[] CONTENT = "straightedge".getBytes(StandardCharsets.UTF_8);
    private static final String MD5 = "5b7bd3d8d4b4bb0ff4d4bde4d4e4f5b0";

    @TempDir
    Path directory;

    private HttpServer server;
    private HttpHandler answer = DownloadTest::send;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/files/", exchange -> answer.handle(exchange));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aWholeFileIsKept() throws Exception {
        DownloadProgress progress = download(checksum());
        assertThat(progress).isEqualTo(new DownloadProgress(State.DONE, CONTENT.length, 1, 1, ""));
        assertThat(Files.readAllBytes(directory.resolve("sets/one.gz"))).isEqualTo(CONTENT);
    }

    @Test
    void aFileThatIsThereIsLeftAlone() throws Exception {
        Files.createDirectories(directory.resolve("sets"));
        Files.writeString(directory.resolve("sets/one.gz"), "mine");
        assertThat(download(checksum()).state()).isEqualTo(State.DONE);
        assertThat(Files.readString(directory.resolve("sets/one.gz"))).isEqualTo("mine");
    }

    @Test
    void anotherChecksumIsRefused() throws Exception {
        refused(MD5, "one.gz: checksum " + checksum() + ", expected " + MD5);
    }

    @Test
    void aMissingFileIsSaid() throws Exception {
        answer = exchange -> exchange.sendResponseHeaders(404, -1);
        refused(checksum(), "one.gz: status 404");
    }

    @Test
    void aCutConnectionIsSaid() throws Exception {
        answer = exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 5);
            exchange.close();
        };
        refused(checksum(), "one.gz: ");
    }

    @Test
    void aServerThatGoesSilentIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        answer = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(CONTENT);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        refused(checksum(), "Read timed out");
        end.countDown();
    }

    @Test
    void beingOfflineIsSaid() throws Exception {
        server.stop(0);
        refused(checksum(), "Connection refused");
    }

    private void refused(String checksum, String reason) throws Exception {
        DownloadProgress progress = download(checksum);
        assertThat(progress.state()).isEqualTo(State.FAILED);
        assertThat(progress.message())
                .contains(reason, "try again when the server is online", "or put one.gz into " + directory);
        try (var left = Files.list(directory.resolve("sets"))) {
            assertThat(left).isEmpty();
        }
    }

    private DownloadProgress download(String checksum) throws InterruptedException {
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/files/");
        Download download =
                new Download(base, Map.of("one.gz", checksum), directory.resolve("sets"), Duration.ofSeconds(1));
        assertThat(download.progress().state()).isEqualTo(State.NONE);
        download.start();
        while (download.progress().state() == State.RUNNING) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return download.progress();
    }

    private static void send(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, CONTENT.length);
        exchange.getResponseBody().write(CONTENT);
        exchange.close();
    }

    private static String checksum() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENT));
    }
}
