package io.straightedge.web;

import io.vertx.core.Vertx;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headers that keep the page to itself: nothing from other hosts, no inline script but the import map of
 * index.html, which is allowed by its hash.
 */
final class SecurityHeaders {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private static final String PERMISSIONS =
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";

    private final String policy;

    /** Reads index.html for its import map; call it before serving. */
    SecurityHeaders(Vertx vertx) {
        String page = vertx.fileSystem().readFileBlocking("webroot/index.html").toString(StandardCharsets.UTF_8);
        Matcher importMap = IMPORT_MAP.matcher(page);
        String scripts = importMap.find() ? " 'sha256-" + sha256(importMap.group(1)) + "'" : "";
        policy = "default-src 'self'; script-src 'self'" + scripts
                + "; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none';"
                + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    void add(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Permissions-Policy", PERMISSIONS)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("X-Frame-Options", "DENY");
        if (context.request().isSSL() && !local(context.request().authority())) {
            context.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        }
        context.next();
    }

    /** A promise of HTTPS would hold for whatever else runs on this machine. */
    private static boolean local(@Nullable HostAndPort authority) {
        return authority == null || authority.host().matches("(.*\\.)?localhost|[\\d.]+|.*:.*");
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
