package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.straightedge.config.AppConfig;
import io.straightedge.config.Tls;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** HTTPS with a certificate and key from PEM files. */
class TlsIT {
    @TempDir
    static Path folder;

    private static PemPair first;
    private static PemPair second;
    private static PemPair third;

    @BeforeAll
    static void makePairs() throws Exception {
        first = PemPair.make(folder, "EC");
        second = PemPair.make(folder, "EC");
        third = PemPair.make(folder, "RSA");
    }

    @Test
    void pagesCookiesAndTheLiveChannelAreEncrypted(@TempDir Path dataDir) throws Exception {
        try (ServerFixture server = serve(dataDir, first.write(folder))) {
            HttpClient client = PemPair.client(first);
            assertThat(server.address()).startsWith("https://");
            HttpResponse<String> page =
                    client.send(request(server, "localhost", "/").build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            // The limits are made for HTTP/1.1, and a promise for this machine's name would hold for all its servers.
            assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(page.headers().firstValue("Strict-Transport-Security")).isEmpty();

            String elsewhere = ask(server, "lab.example");
            assertThat(elsewhere).contains("Strict-Transport-Security: max-age=31536000\r\n");

            String code = server.welcome().replaceFirst(".*code=", "");
            JsonObject body =
                    new JsonObject().put("code", code).put("name", "ada").put("password", "correct horse");
            HttpResponse<String> login = client.send(
                    request(server, "localhost", "/api/v1/welcome")
                            .header("Content-Type", "application/json")
                            .header("Origin", "https://localhost:" + server.port())
                            .POST(BodyPublishers.ofString(body.encode()))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
            String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("Secure", "HTTPOnly", "SameSite=Strict");

            WebSocket live = client.newWebSocketBuilder()
                    .header("Cookie", cookie.replaceFirst(";.*", ""))
                    .header("Origin", "https://localhost:" + server.port())
                    .buildAsync(
                            URI.create("wss://localhost:" + server.port() + "/api/v1/live"),
                            new WebSocket.Listener() {})
                    .get(30, TimeUnit.SECONDS);
            assertThat(live.isInputClosed()).isFalse();
            live.abort();
        }
    }

    @Test
    void aRenewedPairIsServedWithoutARestartAndABrokenOneIsNot(@TempDir Path dataDir) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("io.straightedge.web.Encryption");
        logger.addAppender(log);
        try (ServerFixture server = serve(dataDir, first.write(folder));
                SSLSocket open = connect(server)) {
            assertThat(served(server)).isEqualTo(first.certificate());

            first.writeWithKeyOf(second, folder);
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> log.list.stream().anyMatch(event -> event.getFormattedMessage()
                            .contains("goes on with the one before: --tls-key " + folder.resolve("key.pem")
                                    + " is not the key of the certificate in " + folder.resolve("cert.pem"))));
            assertThat(served(server)).isEqualTo(first.certificate());

            third.write(folder);
            await().atMost(60, TimeUnit.SECONDS).until(() -> served(server).equals(third.certificate()));

            // Who was connected all along is not cut off.
            open.getOutputStream().write("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            assertThat(new String(open.getInputStream().readNBytes(12))).isEqualTo("HTTP/1.1 200");
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void aPairThatCannotBeUsedStopsTheStartAndIsNamed(@TempDir Path dataDir) throws Exception {
        Tls mixed = first.writeWithKeyOf(second, folder);
        assertThatThrownBy(() -> serve(dataDir, mixed))
                .hasMessage("--tls-key " + mixed.key() + " is not the key of the certificate in " + mixed.certificate()
                        + "; give the two that belong together");
        Tls tls = first.write(folder);
        Files.writeString(tls.certificate(), "no certificate");
        assertThatThrownBy(() -> serve(dataDir, tls))
                .hasMessageStartingWith("--tls-cert " + tls.certificate() + " holds no certificate; name a PEM file");
        first.write(folder);
        Files.writeString(tls.key(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        assertThatThrownBy(() -> serve(dataDir, tls))
                .hasMessageStartingWith("--tls-key " + tls.key() + " holds no private key for the certificate in");
    }

    private static ServerFixture serve(Path dataDir, Tls tls) {
        return new ServerFixture(ServerFixture.config(dataDir, 0, AppConfig.Auth.LOCAL, tls));
    }

    private static HttpRequest.Builder request(ServerFixture server, String host, String path) {
        return HttpRequest.newBuilder(URI.create("https://" + host + ":" + server.port() + path));
    }

    /** The answer when the server is asked by some name. */
    private static String ask(ServerFixture server, String host) throws Exception {
        try (SSLSocket socket = connect(server)) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes());
            return new String(socket.getInputStream().readAllBytes());
        }
    }

    /** The certificate that a new connection is shown. */
    private static X509Certificate served(ServerFixture server) {
        try (SSLSocket socket = connect(server)) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static SSLSocket connect(ServerFixture server) throws Exception {
        SSLSocket socket =
                (SSLSocket) PemPair.context(first, third).getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(30_000);
        socket.startHandshake();
        return socket;
    }
}
