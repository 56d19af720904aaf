package io.straightedge.config;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A certificate and its private key.
 *
 * @param certificate PEM file, the chain included
 * @param key PEM file, PKCS #8
 */
public record Tls(Path certificate, Path key) {

    /** @throws IllegalArgumentException naming the file that is not there */
    public Tls {
        check("--tls-cert", certificate);
        check("--tls-key", key);
    }

    private static void check(String flag, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(flag + " " + file + " cannot be read; name a PEM file");
        }
    }
}
