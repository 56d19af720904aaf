package io.straightedge.telemetry;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * The message of a log line and the values that belong to it, on that line whatever they hold: what others sent may not
 * look like another line, end a value or steer a terminal. Exceptions are {@link LogCauses}' part.
 */
public final class LogText extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(escaped(event.getFormattedMessage()));
        event.getMDCPropertyMap().forEach((key, value) -> add(line, key, value));
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> add(line, pair.key, String.valueOf(pair.value)));
        }
        return line.toString();
    }

    private static void add(StringBuilder line, String key, String value) {
        String inQuotes = escaped(value.replace("\\", "\\\\").replace("\"", "\\\""));
        line.append(' ').append(key).append("=\"").append(inQuotes).append('"');
    }

    /** With every control character, and those that turn text around, as its number. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                safe.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
