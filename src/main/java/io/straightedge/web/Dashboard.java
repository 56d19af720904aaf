package io.straightedge.web;

import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All files of the dashboard as they were at one moment. Their page names them below {@code /v/<version>/}, where
 * the version is a hash of them all: a browser may keep them for ever, and never mixes those of two versions.
 */
final class Dashboard {
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern STATIC_IMPORT =
            Pattern.compile("^(?:import|export)\\s[^;\"]*?\"([^\"]+)\";", Pattern.MULTILINE);
    private static final String PAGE = "index.html";
    /** What every page needs, and what the most used ones need besides. */
    private static final List<String> ENTRIES = List.of("js/main.js", "js/views/runs.js", "js/views/run.js");

    private final SortedMap<String, WebFile> files;
    private final String prefix;
    private final WebFile page;
    private final String importMapHash;

    /** @param contents by path, such as {@code js/main.js}; {@code index.html} is the page */
    Dashboard(Map<String, Buffer> contents) {
        files = new TreeMap<>();
        contents.forEach((path, content) -> files.put(path, WebFile.of(path, content)));
        WebFile template = files.remove(PAGE);
        if (template == null) {
            throw new IllegalStateException("the dashboard has no " + PAGE);
        }
        prefix = "/v/" + version(template) + "/";
        String text = template.text()
                .replaceAll("\"/(?=(css|js|vendor)/|favicon)", '"' + prefix)
                .replace("</head>", preloads() + "</head>");
        page = WebFile.of(PAGE, Buffer.buffer(text));
        Matcher importMap = IMPORT_MAP.matcher(text);
        importMapHash =
                importMap.find() ? Hashes.sha256Base64(importMap.group(1).getBytes(StandardCharsets.UTF_8)) : "";
    }

    WebFile page() {
        return page;
    }

    /** Of the page's import map, the only inline script there is. */
    String importMapHash() {
        return importMapHash;
    }

    @Nullable
    WebFile file(String path) {
        return files.get(path);
    }

    /** What the addresses of this version's files begin with. */
    String prefix() {
        return prefix;
    }

    private String version(WebFile template) {
        String tags = files.values().stream().map(WebFile::tag).collect(Collectors.joining(",", template.tag(), ""));
        return Hashes.sha256Hex(tags.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    /** Without these a browser would find the modules level by level, with a round trip for each. */
    private String preloads() {
        Set<String> modules = new LinkedHashSet<>();
        ENTRIES.forEach(entry -> addImports(entry, modules));
        return modules.stream()
                .map(path -> "<link rel=\"modulepreload\" href=\"" + prefix + path + "\">\n")
                .collect(Collectors.joining());
    }

    private void addImports(String path, Set<String> modules) {
        WebFile file = files.get(path);
        if (file == null || !modules.add(path)) {
            return;
        }
        Matcher imports = STATIC_IMPORT.matcher(file.text());
        while (imports.find()) {
            String name = imports.group(1);
            if (name.startsWith(".")) {
                addImports(URI.create(path).resolve(name).toString(), modules);
            }
        }
    }
}
