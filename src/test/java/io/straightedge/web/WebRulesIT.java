package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server sends and takes, byte for byte, one test a rule. */
@Timeout(60)
class WebRulesIT {
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: c3RyYWlnaHRlZGdlISEhIQ==\r\n";
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\bsrc)|<style|\\sstyle=|\\son\\w+=|javascript:");

    @TempDir
    static Path dataDir;

    private static WebFixture web;

    @BeforeAll
    static void start() throws Exception {
        web = new WebFixture(dataDir);
    }

    @AfterAll
    static void stop() throws Exception {
        web.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/v1/datasets", "/api/v1/nothing", "/no/such/file.js", "/health"})
    void everyAnswerKeepsTheBrowserToItself(String path) throws Exception {
        String head = answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(header(head, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(head, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(head, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(head, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(head, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(header(head, "Permissions-Policy")).contains("camera=()");
        assertThat(header(head, "Content-Security-Policy"))
                .contains("default-src 'self'", "script-src 'self';", "style-src 'self';", "object-src 'none'")
                .contains("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    /** Browsers that were told so once could not come back for a year. */
    @Test
    void withoutEncryptionNoneIsPromised() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: lab.example\r\n"))
                .startsWith("HTTP/1.1 403")
                .doesNotContain("Strict-Transport-Security");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/datasets", "/api/v1/session", "/api/v1/runs/7", "/metrics"})
    void noAnswerOfTheApiIsKept(String path) throws Exception {
        String head = answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(header(head, "Cache-Control")).isEqualTo("no-store");
    }

    /** A router is more generous than the contract that says who may do what. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/runs/",
                "GET /api/v1/runs//",
                "GET /api/v1/runs/1/",
                "GET /api/v1/runs/1/metrics/?keys=train/loss",
                "GET /api/v1/users/",
                "POST /api/v1/datasets/",
                "POST /api/v1/archives/",
                "DELETE /api/v1/runs/1/",
                "DELETE /api/v1/runs/1/."
            })
    void aPathWithASlashAtItsEndIsNoPathOfTheApi(String request) throws Exception {
        assertThat(answer(request + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 0\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("\"not_found\"", "there is nothing at /api/v1/");
    }

    @Test
    void thePageHasNothingInline() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\n"))
                .contains("<title>")
                .doesNotContainPattern(INLINE);
    }

    /** A page elsewhere whose name was made to point here says its own name. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example"})
    void withoutAccountsOnlyNamesOfThisMachineAreAnswered(String host) throws Exception {
        assertThat(answer("GET /api/v1/datasets HTTP/1.1\r\nHost: " + host + "\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(head("GET /api/v1/live HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host + "\r\n" + UPGRADE
                        + "\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1:80", "[::1]:8080", "lab.localhost"})
    void namesOfThisMachineAreAnswered(String host) throws Exception {
        assertThat(answer("GET /api/v1/datasets HTTP/1.1\r\nHost: " + host + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aPageOfAnotherHostMayNotPost() throws Exception {
        for (String origin :
                List.of("http://evil.example", "null", "http://localhost:1", "http://localhost@evil.example")) {
            assertThat(answer("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
                            + "\r\nContent-Length: 0\r\n"))
                    .as(origin)
                    .startsWith("HTTP/1.1 403");
        }
    }

    /** It would read what is measured, and keep the server busy. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: image",
                "Sec-Fetch-Site: same-site\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty",
                "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe",
                "Origin: http://evil.example",
                "Origin: null",
                "Origin: http://localhost:1"
            })
    void withoutAccountsAPageOfAnotherHostReadsNothing(String headers) throws Exception {
        for (String request : List.of(
                "GET /api/v1/runs",
                "HEAD /api/v1/runs",
                "OPTIONS /api/v1/runs",
                "GET /metrics",
                "GET /health",
                "GET /app.js",
                "GET /")) {
            assertThat(answer(request + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n"))
                    .as(request)
                    .startsWith("HTTP/1.1 403");
        }
        assertThat(head("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + UPGRADE + "\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aLinkOfAnotherHostLeadsToThePageAlone() throws Exception {
        String link = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
        for (String path : List.of("/", "/index.html")) {
            assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + link))
                    .startsWith("HTTP/1.1 200");
            assertThat(answer("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n" + link))
                    .startsWith("HTTP/1.1 403");
        }
        for (String path : List.of("/api/v1/runs", "/metrics", "/openapi.yaml", "/js/main.js")) {
            assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + link))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void ourOwnPageAndWhatIsTypedAreAnswered(String site) throws Exception {
        assertThat(answer("GET /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: " + site + "\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** The limits on heads, bodies and slow clients are those of HTTP/1.1. */
    @Test
    void noOtherProtocolIsSpoken() throws Exception {
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                        + "Connection: Upgrade, HTTP2-Settings\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    /** What a compressed frame unpacks to is not limited. */
    @Test
    void framesAreNotCompressed() throws Exception {
        String head = head("GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\n" + UPGRADE
                + "Sec-WebSocket-Extensions: permessage-deflate, x-webkit-deflate-frame\r\n\r\n");
        assertThat(head).startsWith("HTTP/1.1 101").doesNotContainIgnoringCase("Sec-WebSocket-Extensions");
    }

    @Test
    void aFrameThatIsTooLargeEndsTheConnection() throws Exception {
        try (RawWebSocket client = new RawWebSocket(web.port)) {
            int length = HttpVerticle.MAX_FRAME_BYTES + 1;
            client.sendBytes(new byte[] {
                (byte) 0x81,
                (byte) 0xFF,
                0,
                0,
                0,
                0,
                0,
                (byte) (length >> 16),
                (byte) (length >> 8),
                (byte) length,
                0,
                0,
                0,
                0
            });
            client.awaitEnd();
        }
    }

    @Test
    void aMessageOfTooManyFramesEndsTheConnection() throws Exception {
        try (RawWebSocket client = new RawWebSocket(web.port)) {
            byte[] part = new byte[8 + 60_000];
            byte[] head = {0x01, (byte) 0xFE, (byte) (60_000 >> 8), (byte) 60_000, 0, 0, 0, 0};
            System.arraycopy(head, 0, part, 0, head.length);
            java.util.Arrays.fill(part, head.length, part.length, (byte) 'x');
            client.sendBytes(part);
            part[0] = 0x00;
            client.sendBytes(part);
            client.awaitEnd();
        }
    }

    @Test
    void whoSendsMessagesWithoutEndIsCutOff() throws Exception {
        try (RawWebSocket client = new RawWebSocket(web.port)) {
            byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '{', '}'};
            ByteArrayOutputStream many = new ByteArrayOutputStream();
            for (int i = 0; i < 5000; i++) {
                many.writeBytes(frame);
            }
            client.sendBytes(many.toByteArray());
            client.awaitEnd();
        } catch (SocketException cut) {
            assertThat(cut).hasMessageMatching("(Broken pipe|Connection reset).*");
        }
    }

    @Test
    void aBodyIsNotUnpacked() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"dataset\":{\"name\":\"clusters\"}}".getBytes(StandardCharsets.UTF_8));
        }
        try (Socket socket = web.connection("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + packed.size()
                + "\r\n\r\n")) {
            socket.getOutputStream().write(packed.toByteArray());
            assertThat(rest(socket)).startsWith("HTTP/1.1 400").contains("invalid_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /% HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/%zz HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/datasets/%2/samples HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/runs?filter=100% HTTP/1.1\r\nHost: localhost",
                "GET /api/v1/runs?%zz=1 HTTP/1.1\r\nHost: localhost",
                "GET / HTTP/1.1\r\nAccept: */*",
                "GET /api/v1/datasets HTTP/1.1\r\nAccept: */*",
                "GET / HTTP/1.1\r\nHost: a@b",
                "GET / HTTP/1.1\r\nHost: localhost:99999",
                "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost",
                "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip",
                "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked, chunked",
            })
    void aHeadThatCannotBeReadOneWayAloneIsRefused(String head) throws Exception {
        assertThat(answer(head + "\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsIgnoringCase("connection: close")
                .contains("\"invalid_request\"");
    }

    /** A proxy in front may believe the one length, and take the rest for another's request. */
    @Test
    void aBodyOfTwoLengthsEndsTheConnection() throws Exception {
        String head = "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
        try (Socket socket = web.connection(head + "GET /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(rest(socket)).startsWith("HTTP/1.1 400").doesNotContain("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n\r\na=%zz",
                "Content-Type: application/json\r\nContent-Length: 5\r\nExpect: everything\r\n\r\n{\"a\":",
                "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}"
            })
    void aBodyThatCannotBeReadIsTheClientsFault(String rest) throws Exception {
        assertThat(answer("POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + rest, ""))
                .matches("(?s)HTTP/1.1 4\\d\\d.*")
                .contains("invalid_request");
    }

    @Test
    void noNameOfABackupLeadsAnywhere() throws Exception {
        for (String name : List.of("a%00b", "..%2f..%2fetc", "%2e%2e", "%25")) {
            assertThat(answer("GET /api/v1/backups/" + name + " HTTP/1.1\r\nHost: localhost\r\n"))
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        assertThat(answer("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n"))
                .matches("(?s)HTTP/1.. 414.*");
        assertThat(answer("GET / HTTP/1.1\r\nHost: localhost\r\nX-Much: " + "x".repeat(20_000) + "\r\n"))
                .matches("(?s)HTTP/1.. 431.*");
    }

    @Test
    void aFormOfManyFieldsIsRefused() throws Exception {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            parts.add(part("field" + i, "x"));
        }
        assertThat(form(String.join("", parts))).startsWith("HTTP/1.1 400").contains("may have 16 fields");
        assertThat(form(part("name", "x".repeat(100_000))))
                .startsWith("HTTP/1.1 400")
                .contains("of 8192 bytes");
        assertThat(form(part("x".repeat(100_000), "name")))
                .startsWith("HTTP/1.1 400")
                .contains("of 8192 bytes");
    }

    @Test
    void manyUploadsAtOnceAreRefused() throws Exception {
        List<Socket> open = new ArrayList<>();
        String head = "POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n--b\r\n";
        try {
            for (int i = 0; i < Uploads.MAX_OF_ONE; i++) {
                open.add(web.connection(head));
            }
            String last = head(head);
            assertThat(last).startsWith("HTTP/1.1 429");
            assertThat(header(last, "Retry-After")).isEqualTo("10");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        String answer = form("");
        while (answer.startsWith("HTTP/1.1 429")) {
            answer = form("");
        }
        assertThat(answer).as("once the others have gone").startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml",
                "/..%2fpom.xml",
                "/js/..%5c..%5cpom.xml",
                "/js/../../pom.xml",
                "//etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "/v/../../pom.xml",
                "/js/main.js%00.html",
                "/api/v1/datasets/..%2f..%2fmnist/samples"
            })
    void noPathLeadsOutOfTheServedFiles(String path) throws Exception {
        assertThat(answer("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n"))
                .matches("(?s)HTTP/1.1 4\\d\\d.*")
                .doesNotContain("<project", "root:");
    }

    private static String form(String parts) throws IOException {
        String body = parts + "--b--\r\n";
        return answer(
                "POST /api/v1/datasets HTTP/1.1\r\nHost: localhost\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + body.length() + "\r\n",
                body);
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String answer(String head) throws IOException {
        return answer(head, "");
    }

    /** The whole answer to a request that is the last one on its connection. */
    private static String answer(String head, String body) throws IOException {
        try (Socket socket = web.connection(head + "Connection: close\r\n\r\n" + body)) {
            return rest(socket);
        }
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The head of the answer on a connection that stays open. */
    private static String head(String request) throws IOException {
        try (Socket socket = web.connection(request)) {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append((char) socket.getInputStream().read());
            }
            return text.toString();
        }
    }

    private static String header(String answer, String name) {
        Matcher line = Pattern.compile("(?im)^" + name + ": (.*?)\\r?$").matcher(answer);
        return line.find() ? line.group(1) : "";
    }
}
