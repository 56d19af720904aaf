package io.straightedge.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All files of the dashboard as they were at one moment, and {@code app.js} and {@code app.css}, which have all its
 * modules and style sheets: two files are fetched in a fraction of the time of a hundred. The page asks for them below
 * {@code /v/<version>/}. The version is a hash of all files: a browser may keep them for ever, and never mixes those of
 * two versions.
 */
final class Dashboard {
    private static final Pattern STYLES = Pattern.compile("@import \"([^\"]+)\";");
    private static final String PAGE = "index.html";

    private final SortedMap<String, WebFile> files = new TreeMap<>();
    private final String prefix;
    private final WebFile page;

    /**
     * @param contents by path, such as {@code js/main.js}; {@code index.html} is the page
     * @param libraries paths of modules that are imported by names of their own
     */
    Dashboard(Map<String, Buffer> contents, Map<String, String> libraries) {
        Map<String, String> texts = new HashMap<>();
        contents.forEach((path, content) -> texts.put(path, content.toString(StandardCharsets.UTF_8)));
        contents.forEach((path, content) -> files.put(path, WebFile.of(path, content)));
        add("app.js", ModulePack.of("js/main.js", texts, libraries));
        add(
                "app.css",
                STYLES.matcher(text(texts, "css/main.css"))
                        .replaceAll(style -> Matcher.quoteReplacement(text(texts, "css/" + style.group(1)))));
        prefix = "/v/" + version() + "/";
        files.remove(PAGE);
        page = WebFile.of(PAGE, Buffer.buffer(text(texts, PAGE).replaceAll("\"/(?=app\\.|favicon)", '"' + prefix)));
    }

    WebFile page() {
        return page;
    }

    @Nullable
    WebFile file(String path) {
        return files.get(path);
    }

    /** What the addresses of this version's files begin with. */
    String prefix() {
        return prefix;
    }

    private void add(String path, String text) {
        files.put(path, WebFile.of(path, Buffer.buffer(text)));
    }

    private static String text(Map<String, String> texts, String path) {
        String text = texts.get(path);
        if (text == null) {
            throw new IllegalStateException("the dashboard has no " + path);
        }
        return text;
    }

    private String version() {
        String tags = files.values().stream().map(WebFile::tag).collect(Collectors.joining(","));
        return Hashes.sha256Hex(tags.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }
}
