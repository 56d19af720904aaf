package io.straightedge.web;

import io.straightedge.config.Tls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate and key that HTTPS is served with. The files are looked at every two seconds, content and all, for
 * whoever renews them may do so in any way; a pair that does not work, or is half written, leaves the one before in use.
 */
final class Encryption {
    static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private static final Logger LOG = LoggerFactory.getLogger(Encryption.class);
    private static final long LOOK_MILLIS = 2000;
    private static final int MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final Tls tls;
    private PemKeyCertOptions pair = new PemKeyCertOptions();
    private @Nullable String problem;

    private Encryption(Vertx vertx, Tls tls) {
        this.vertx = vertx;
        this.tls = tls;
    }

    /** Fails with an {@link IllegalArgumentException} that names the file when the pair cannot be used. */
    static Future<Encryption> read(Vertx vertx, Tls tls) {
        Encryption encryption = new Encryption(vertx, tls);
        return vertx.executeBlocking(encryption::usable).map(pair -> {
            encryption.pair = pair;
            return encryption;
        });
    }

    void applyTo(HttpServerOptions options) {
        options.setSsl(true).setEnabledSecureTransportProtocols(VERSIONS).setKeyCertOptions(pair);
    }

    /** From now on connections that are opened get the newest pair; those that are open keep theirs. */
    void watch(HttpServer server) {
        vertx.setTimer(LOOK_MILLIS, timer -> vertx.executeBlocking(this::renewed, false)
                .compose(renewed -> renewed.isEmpty()
                        ? Future.succeededFuture()
                        : server.updateSSLOptions(new ServerSSLOptions()
                                .setEnabledSecureTransportProtocols(VERSIONS)
                                .setKeyCertOptions(renewed.get())))
                .onFailure(failure -> LOG.error("the renewed certificate is not used", failure))
                .onComplete(looked -> watch(server)));
    }

    /** The pair in the files when it is another than before and can be used. */
    private Optional<PemKeyCertOptions> renewed() {
        try {
            if (read().equals(pair)) {
                problem = null;
                return Optional.empty();
            }
            pair = usable();
            problem = null;
            LOG.info("HTTPS uses the renewed certificate in {}", tls.certificate());
            return Optional.of(pair);
        } catch (IllegalArgumentException e) {
            if (!String.valueOf(e.getMessage()).equals(problem)) {
                problem = e.getMessage();
                LOG.warn("the certificate was changed but HTTPS goes on with the one before: {}", problem);
            }
            return Optional.empty();
        }
    }

    private PemKeyCertOptions read() {
        return new PemKeyCertOptions()
                .setCertValue(read("--tls-cert", tls.certificate()))
                .setKeyValue(read("--tls-key", tls.key()));
    }

    private static Buffer read(String flag, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new IllegalArgumentException(flag + " " + file + " has more than " + MOST_BYTES + " bytes");
            }
            return Buffer.buffer(content);
        } catch (IOException e) {
            throw new IllegalArgumentException(flag + " " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private PemKeyCertOptions usable() {
        PemKeyCertOptions read = read();
        X509Certificate certificate = certificate(read.getCertValue());
        if (!belong(key(read, certificate), certificate)) {
            throw new IllegalArgumentException("--tls-key " + tls.key() + " is not the key of the certificate in "
                    + tls.certificate() + "; give the two that belong together");
        }
        if (certificate.getNotAfter().toInstant().isBefore(Instant.now())) {
            LOG.warn("the certificate in {} expired on {}", tls.certificate(), certificate.getNotAfter());
        }
        return read;
    }

    private X509Certificate certificate(Buffer content) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(content.getBytes()));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "--tls-cert " + tls.certificate() + " holds no certificate; name a PEM file that begins with"
                            + " -----BEGIN CERTIFICATE-----",
                    e);
        }
    }

    /** Vert.x reads the key, and should it not be able to here, neither would it when it listens. */
    private PrivateKey key(PemKeyCertOptions read, X509Certificate certificate) {
        try {
            X509KeyManager keys =
                    (X509KeyManager) read.getKeyManagerFactory(vertx).getKeyManagers()[0];
            String algorithm = certificate.getPublicKey().getAlgorithm();
            return keys.getPrivateKey(keys.getServerAliases(algorithm, null)[0]);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "--tls-key " + tls.key() + " holds no private key for the certificate in " + tls.certificate()
                            + "; name its PEM file, without a passphrase",
                    e);
        }
    }

    private static boolean belong(PrivateKey key, X509Certificate certificate) {
        try {
            String kind = certificate.getPublicKey().getAlgorithm();
            Signature signature = Signature.getInstance(
                    switch (kind) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> kind;
                    });
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
