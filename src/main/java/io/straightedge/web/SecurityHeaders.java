package io.straightedge.web;

import io.vertx.ext.web.RoutingContext;

/**
 * Headers that keep the page to itself: nothing from other hosts, no inline script but the import map of
 * the page, which is allowed by its hash.
 */
final class SecurityHeaders {
    private final DashboardFiles files;

    SecurityHeaders(DashboardFiles files) {
        this.files = files;
    }

    void add(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", policy())
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Frame-Options", "DENY");
        context.next();
    }

    private String policy() {
        return "default-src 'self'; script-src 'self' 'sha256-" + files.importMapHash()
                + "'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none';"
                + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }
}
