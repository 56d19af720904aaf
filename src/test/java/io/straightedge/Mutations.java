package io.straightedge;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Damages texts and files at random, the same for the same seed. */
public final class Mutations {
    private static final String[] PIECES = {
        "null", "-1", "1e999", "NaN", "\"\"", "[]", "{}", "\u0000", "9223372036854775808", "true", "\\u0000", "[[[[",
                "}}",
        "\"mnist\"", "0", "1e-320", "\ud83d\ude00", "%00", "..%2f", "'", ";DROP TABLE run", "&", "=", ",", "é", "\r\n"
    };

    private Mutations() {}

    /** A few pieces left out, put in, replaced or repeated; often still well-formed. */
    public static String text(String text, Random random) {
        StringBuilder result = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(result.length() + 1);
            int to = Math.min(result.length(), at + random.nextInt(8));
            String piece = PIECES[random.nextInt(PIECES.length)];
            switch (random.nextInt(5)) {
                case 0 -> result.delete(at, to);
                case 1 -> result.insert(at, piece);
                case 2 -> result.replace(at, to, piece);
                case 3 -> result.insert(at, result.substring(at, to).repeat(random.nextInt(50)));
                default -> replaceValue(result, piece, random);
            }
        }
        return result.toString();
    }

    /** As {@link #text}, and now and then no longer a text. */
    public static byte[] textBytes(String text, Random random) {
        byte[] bytes = text(text, random).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(10) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** A few bytes changed; one in four is cut, or has a part of itself put in. */
    public static byte[] bytes(byte[] bytes, Random random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(4) == 0) {
            int from = random.nextInt(changed.length + 1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(changed, 0, from);
            int again = random.nextInt(changed.length + 1);
            out.write(changed, again, changed.length - again);
            return out.toByteArray();
        }
        return changed;
    }

    /** A ZIP file of these entries that is damaged as a whole, or holds one damaged entry, sound in itself. */
    public static byte[] zip(Map<String, byte[]> entries, Random random) {
        if (random.nextInt(3) == 0) {
            return bytes(zipped(entries), random);
        }
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        List<String> names = List.copyOf(entries.keySet());
        changed.compute(names.get(random.nextInt(names.size())), (name, old) -> bytes(old, random));
        return zipped(changed);
    }

    /** A ZIP file of these entries, whose comments are not the UTF-8 that they are said to be. */
    public static byte[] withBadComments(Map<String, byte[]> entries) {
        byte[] archive = zipped(entries, "é");
        for (int i = 1; i < archive.length; i++) {
            if (archive[i - 1] == (byte) 0xC3 && archive[i] == (byte) 0xA9) {
                archive[i] = (byte) 0xFF;
            }
        }
        return archive;
    }

    /** A ZIP file of these entries, in this order. */
    public static byte[] zipped(Map<String, byte[]> entries) {
        return zipped(entries, null);
    }

    private static byte[] zipped(Map<String, byte[]> entries, @Nullable String comment) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setComment(comment);
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What {@link #zipped} was given. */
    public static Map<String, byte[]> unzipped(byte[] archive) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    /** Keeps the text well-formed more often than blind changes do. */
    private static void replaceValue(StringBuilder text, String piece, Random random) {
        int colon = text.indexOf(":", random.nextInt(text.length() + 1));
        int end = colon < 0 ? -1 : text.indexOf(",", colon);
        if (end > colon) {
            text.replace(colon + 1, end, piece);
        }
    }
}
