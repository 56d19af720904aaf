package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.RunSpec;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold connections by being slow, and those that may be; the server's patience is short here. */
@Timeout(60)
class SlowClientsIT {
    private static final long SHORT = 700;
    private static final int PACE_MILLIS = 50;
    private static final long LONG = TimeUnit.MINUTES.toMillis(10);

    @TempDir
    static Path dataDir;

    @TempDir
    static Path otherDir;

    private static WebFixture shortHeads;
    private static WebFixture shortBodies;

    @BeforeAll
    static void start() throws Exception {
        shortHeads = new WebFixture(dataDir, new SlowClients.Patience(SHORT, LONG, LONG, LONG, LONG));
        shortBodies = new WebFixture(otherDir, new SlowClients.Patience(LONG, SHORT, LONG, SHORT, SHORT));
    }

    @AfterAll
    static void stop() throws Exception {
        shortHeads.close();
        shortBodies.close();
    }

    @Test
    void aHeadThatComesByteByByteIsCut() throws Exception {
        try (Socket slow = shortHeads.connection("GET /health/live HTTP/1.1\r\nHost: localhost\r\n")) {
            awaitCutWhileSending(slow, "X");
        }
    }

    @Test
    void aBodyThatComesByteByByteIsCut() throws Exception {
        try (Socket slow = shortBodies.connection("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")) {
            awaitCutWhileSending(slow, " ");
        }
    }

    @Test
    void anUploadThatComesByteByByteIsCut() throws Exception {
        try (Socket slow = shortBodies.connection("POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n")) {
            awaitCutWhileSending(slow, " ");
        }
    }

    /** The clock is a connection that was opened later, and is cut because nothing moves on it. */
    @Test
    void aClientMayWaitForAsLongAsTheAnswerTakes(@TempDir Path data) throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        WebFixture slow = new WebFixture(data, new SlowClients.Patience(LONG, LONG, LONG, LONG, SHORT), spec -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new Errors.NotFoundException("it took long");
        });
        long run = slow.store.create(RunSpec.of(Map.of()), Instant.now()).id();
        try (Socket waiting =
                slow.connection("GET /api/v1/runs/" + run + "/samples HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            for (int i = 0; i < 3; i++) {
                try (Socket later = slow.connection("G")) {
                    assertThat(untilCut(later)).isEmpty();
                }
            }
            goOn.countDown();
            assertThat(untilCut(waiting)).startsWith("HTTP/1.1 404").contains("it took long");
        } finally {
            goOn.countDown();
            slow.close();
        }
    }

    @Test
    void aConnectionThatAsksNothingMoreIsCut() throws Exception {
        try (Socket idle = shortHeads.connection("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(untilCut(idle)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aConnectionThatKeepsAskingGoesOn() throws Exception {
        String ask = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Socket busy = shortHeads.connection("")) {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3 * SHORT);
            while (System.nanoTime() < end) {
                WebFixture.send(busy, ask);
                assertThat(nextAnswer(busy)).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** The clock is a connection that is cut by the same timer but was opened later. */
    @Test
    void aWebSocketMayBeSilent() throws Exception {
        try (RawWebSocket silent = new RawWebSocket(shortHeads.port);
                Socket later = shortHeads.connection("G")) {
            assertThat(untilCut(later)).isEmpty();
            silent.send(new JsonObject().put("subscribe", "no run"));
            assertThat(silent.next().getString("type")).isEqualTo("error");
        }
    }

    /** Sends a byte now and then, until the server has had enough. */
    private static void awaitCutWhileSending(Socket socket, String piece) throws IOException {
        socket.setSoTimeout(PACE_MILLIS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            try {
                WebFixture.send(socket, piece);
                if (socket.getInputStream().read() < 0) {
                    return;
                }
            } catch (SocketTimeoutException stillOpen) {
                continue;
            } catch (SocketException cut) {
                return;
            }
        }
        throw new AssertionError("the connection is still open");
    }

    /** All that comes until the server ends the connection; fails when it does not. */
    private static String untilCut(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static String nextAnswer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf("}") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("cut after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }
}
