package io.straightedge.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts modules together in one, so that a browser fetches one file where there are a hundred. It knows the statements
 * the dashboard and its libraries are written with, each at the beginning of a line: imports of names, exports of
 * functions, classes and constants where they are declared, and lists of exported names. Others are refused, and so are
 * modules that import each other in a circle. What is exported must not be assigned to later.
 */
final class ModulePack {
    private static final Pattern IMPORT =
            Pattern.compile("^import (?:(\\{[^}]*}) from )?[\"']([^\"']+)[\"'];$", Pattern.MULTILINE);
    private static final Pattern EXPORT =
            Pattern.compile("^export (?=(?:async function|function|class|const) ([\\w$]+))", Pattern.MULTILINE);
    private static final Pattern EXPORTS = Pattern.compile("^export \\{([^}]*)};$", Pattern.MULTILINE);
    private static final Pattern RENAMED = Pattern.compile("([\\w$]+)\\s+as\\s+([\\w$]+)");
    private static final Pattern OTHER =
            Pattern.compile("^(?:import|export)\\b.*|\\bimport(?:\\.meta|\\().*", Pattern.MULTILINE);

    private final Map<String, String> sources;
    private final Map<String, String> libraries;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> under = new LinkedHashSet<>();
    private final StringBuilder packed = new StringBuilder();

    private ModulePack(Map<String, String> sources, Map<String, String> libraries) {
        this.sources = sources;
        this.libraries = libraries;
    }

    /**
     * One module that does what the entry does.
     *
     * @param entry its path, such as {@code js/main.js}
     * @param sources texts of modules by their paths
     * @param libraries paths of modules that are imported by names of their own
     * @throws IllegalStateException when a module is missing, or not written as above; it is named
     */
    static String of(String entry, Map<String, String> sources, Map<String, String> libraries) {
        ModulePack pack = new ModulePack(sources, libraries);
        pack.add(entry);
        return pack.packed.toString();
    }

    /** Adds a module after those it imports, once; returns the name of the object with what it exports. */
    private String add(String path) {
        String known = names.get(path);
        if (known != null) {
            return known;
        }
        String source = sources.get(path);
        if (source == null) {
            throw new IllegalStateException("there is no module " + path);
        }
        if (!under.add(path)) {
            throw new IllegalStateException("modules import each other in a circle: " + under);
        }
        String name = write(path, source);
        under.remove(path);
        names.put(path, name);
        return name;
    }

    private String write(String path, String source) {
        String body = IMPORT.matcher(source)
                .replaceAll(found -> Matcher.quoteReplacement(imported(path, found.group(1), found.group(2))));
        List<String> exported = new ArrayList<>();
        body = EXPORT.matcher(body).replaceAll(found -> {
            exported.add(found.group(1));
            return "";
        });
        body = EXPORTS.matcher(body).replaceAll(found -> {
            Arrays.stream(found.group(1).split(",")).map(ModulePack::property).forEach(exported::add);
            return "";
        });
        Matcher other = OTHER.matcher(body);
        if (other.find()) {
            throw new IllegalStateException(path + " cannot be packed because of: " + other.group());
        }
        String name = "$" + names.size();
        packed.append("// ").append(path).append("\nconst ").append(name).append(" = (() => {\n");
        packed.append(body)
                .append("\nreturn { ")
                .append(String.join(", ", exported))
                .append(" };\n})();\n");
        return name;
    }

    private String imported(String path, @Nullable String what, String from) {
        String target =
                from.startsWith(".") ? URI.create(path).resolve(from).toString() : libraries.getOrDefault(from, from);
        String module = add(target);
        return what == null ? "" : "const " + RENAMED.matcher(what).replaceAll("$1: $2") + " = " + module + ";";
    }

    /** {@code a as b} makes a property {@code b} of the value of {@code a}. */
    private static String property(String export) {
        return RENAMED.matcher(export.strip()).replaceAll("$2: $1");
    }
}
