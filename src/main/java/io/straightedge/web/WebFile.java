package io.straightedge.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * A file of the dashboard, held in memory and compressed once.
 *
 * @param type its media type
 * @param tag its entity tag, from its content
 */
record WebFile(Buffer plain, Buffer zipped, String type, String tag) {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    static WebFile of(String name, Buffer content) {
        String type = MimeMapping.mimeTypeForFilename(name.toLowerCase(Locale.ROOT));
        String text = type == null ? "application/octet-stream" : type;
        String full = text.startsWith("text/") || text.endsWith("javascript") ? text + "; charset=utf-8" : text;
        return new WebFile(
                content, Gzip.zip(content, Gzip.SMALL), full, '"' + Hashes.sha256Hex(content.getBytes()) + '"');
    }

    /** @param immutable whether the address changes with the content, so that a browser need not ask again */
    void send(RoutingContext context, boolean immutable) {
        HttpServerResponse response = context.response()
                .putHeader("Cache-Control", immutable ? FOR_EVER : "no-cache")
                .putHeader("ETag", tag)
                .putHeader("Vary", "Accept-Encoding");
        if (tag.equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", type);
        if (Gzip.accepted(context.request().getHeader("Accept-Encoding"))) {
            response.putHeader("Content-Encoding", "gzip").end(zipped);
        } else {
            response.end(plain);
        }
    }
}
