package io.straightedge.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** SHA-256 in the spellings that the web uses. */
final class Hashes {
    private Hashes() {}

    /** 64 hexadecimal digits. */
    static String sha256Hex(byte[] content) {
        return HexFormat.of().formatHex(sha256(content));
    }

    /** As a Content-Security-Policy names an inline script. */
    static String sha256Base64(byte[] content) {
        return Base64.getEncoder().encodeToString(sha256(content));
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
