package io.straightedge.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compression of whole answers. */
final class Gzip {
    /** For what is sent once or a few times. */
    static final int QUICK = Deflater.BEST_SPEED;

    /** For what is sent as long as the server runs. */
    static final int SMALL = Deflater.BEST_COMPRESSION;

    private Gzip() {}

    static Buffer zip(Buffer content, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes) {
            {
                def.setLevel(level);
            }
        }) {
            zip.write(content.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /** Whether a client takes it. */
    static boolean accepted(@Nullable String acceptEncoding) {
        return acceptEncoding != null && acceptEncoding.contains("gzip");
    }
}
