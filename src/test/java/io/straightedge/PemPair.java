package io.straightedge;

import io.straightedge.config.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine that signs itself, and its key, made by the JDK's keytool. */
public final class PemPair {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final X509Certificate certificate;
    private final String certificatePem;
    private final String keyPem;

    private PemPair(X509Certificate certificate, String certificatePem, String keyPem) {
        this.certificate = certificate;
        this.certificatePem = certificatePem;
        this.keyPem = keyPem;
    }

    /** @param algorithm RSA or EC */
    public static PemPair make(Path folder, String algorithm) throws Exception {
        Path file = folder.resolve("pair-" + System.nanoTime() + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "pair",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        Certificate certificate = store.getCertificate("pair");
        return new PemPair(
                (X509Certificate) certificate,
                pem("CERTIFICATE", certificate.getEncoded()),
                pem("PRIVATE KEY", store.getKey("pair", PASSWORD).getEncoded()));
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Writes the pair to a folder, over the one that is there. */
    public Tls write(Path folder) throws IOException {
        Files.writeString(folder.resolve("cert.pem"), certificatePem);
        Files.writeString(folder.resolve("key.pem"), keyPem);
        return new Tls(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    }

    /** Writes the certificate of one pair and the key of another. */
    public Tls writeWithKeyOf(PemPair other, Path folder) throws IOException {
        Tls tls = write(folder);
        Files.writeString(tls.key(), other.keyPem);
        return tls;
    }

    /** A client that trusts nobody but these, on connections of its own. */
    public static HttpClient client(PemPair... trusted) throws GeneralSecurityException, IOException {
        return HttpClient.newBuilder().sslContext(context(trusted)).build();
    }

    static SSLContext context(PemPair... trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < trusted.length; i++) {
            store.setCertificateEntry("trusted" + i, trusted[i].certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), new SecureRandom());
        return context;
    }

    private static String pem(String what, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
