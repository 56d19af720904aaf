package io.straightedge.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of an entry, none longer than it may be; they end in LF or CRLF. */
final class Lines {
    private final InputStream in;
    private final String entry;
    private final int mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];
    private int filled;
    private int position;
    private long number;

    Lines(InputStream in, String entry, int mostBytes) {
        this.in = in;
        this.entry = entry;
        this.mostBytes = mostBytes;
    }

    /** The next line; null after the last. */
    @Nullable
    String next() throws IOException {
        line.reset();
        number++;
        boolean any = false;
        while (position < filled || fill()) {
            any = true;
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + end - position > mostBytes) {
                throw new ArchiveException(place() + " is longer than " + mostBytes + " bytes");
            }
            line.write(buffer, position, end - position);
            position = end + 1;
            if (end < filled) {
                return text();
            }
        }
        return any ? text() : null;
    }

    /** Entry and number of the line that came last, for messages. */
    String place() {
        return entry + " line " + number;
    }

    private boolean fill() throws IOException {
        filled = Math.max(in.read(buffer, 0, buffer.length), 0);
        position = 0;
        return filled > 0;
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
