package io.straightedge.web;

import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileProps;
import io.vertx.core.file.FileSystem;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Serves the dashboard: its own files from {@code webroot}, and the libraries it uses from their webjars below
 * {@code vendor/<name>/}, whatever their version. A {@code webroot} folder in the working directory comes before
 * the one in the jar and is looked at anew with each page, so that edits show at a reload.
 */
final class DashboardFiles {
    private static final String ROOT = "webroot";
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "chart.js", List.of("dist/chart.js", "dist/chunks/helpers.dataset.js"),
            "kurkle__color", List.of("dist/color.esm.js"));
    private static final Map<String, String> MODULES = Map.of(
            "chart.js", "vendor/chart.js/dist/chart.js",
            "@kurkle/color", "vendor/kurkle__color/dist/color.esm.js");

    private final Vertx vertx;
    private final Workers workers;
    private final Map<String, Buffer> libraries;
    private volatile Map<String, Long> seen;
    private volatile Dashboard dashboard;

    private DashboardFiles(Vertx vertx, Workers workers) {
        this.vertx = vertx;
        this.workers = workers;
        libraries = libraries();
        seen = look();
        dashboard = read();
    }

    /** Reads all files, on a worker thread. */
    static Future<DashboardFiles> read(Vertx vertx, Workers workers) {
        return vertx.executeBlocking(() -> new DashboardFiles(vertx, workers)).map(Objects::requireNonNull);
    }

    void add(Router router) {
        router.routeWithRegex("/(index\\.html)?").method(GET).method(HEAD).handler(this::sendPage);
        router.route("/*").method(GET).method(HEAD).handler(this::sendFile);
    }

    private void sendPage(RoutingContext context) {
        workers.vital(this::current)
                .onSuccess(current -> current.page().send(context, false))
                .onFailure(context::fail);
    }

    private void sendFile(RoutingContext context) {
        Dashboard current = dashboard;
        String path = context.normalizedPath();
        boolean versioned = path.startsWith(current.prefix());
        WebFile file = current.file(path.substring(versioned ? current.prefix().length() : 1));
        if (file == null) {
            context.next();
        } else {
            file.send(context, versioned);
        }
    }

    private synchronized Dashboard current() {
        Map<String, Long> now = look();
        if (!now.equals(seen)) {
            dashboard = read();
            seen = now;
        }
        return dashboard;
    }

    private Dashboard read() {
        Map<String, Buffer> contents = new HashMap<>(libraries);
        int root = vertx.fileSystem().readDirBlocking(ROOT).get(0).lastIndexOf(ROOT) + ROOT.length() + 1;
        look().keySet()
                .forEach(path -> contents.put(
                        path.substring(root).replace('\\', '/'),
                        vertx.fileSystem().readFileBlocking(path)));
        return new Dashboard(contents, MODULES);
    }

    /** When each file was changed. */
    private Map<String, Long> look() {
        Map<String, Long> found = new TreeMap<>();
        look(ROOT, found);
        return found;
    }

    private void look(String folder, Map<String, Long> found) {
        FileSystem files = vertx.fileSystem();
        for (String path : files.readDirBlocking(folder)) {
            FileProps properties = files.propsBlocking(path);
            if (properties.isDirectory()) {
                look(path, found);
            } else {
                found.put(path, properties.lastModifiedTime());
            }
        }
    }

    private static Map<String, Buffer> libraries() {
        Map<String, Buffer> contents = new HashMap<>();
        LIBRARIES.forEach((name, paths) -> {
            String folder = "META-INF/resources/webjars/" + name + "/" + version(name) + "/";
            paths.forEach(path -> contents.put("vendor/" + name + "/" + path, resource(folder + path)));
        });
        return contents;
    }

    private static String version(String name) {
        Properties properties = new Properties();
        try (InputStream in = open("META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the version of " + name, e);
        }
        return properties.getProperty("version");
    }

    private static Buffer resource(String path) {
        try (InputStream in = open(path)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }

    private static InputStream open(String path) {
        InputStream in = DashboardFiles.class.getClassLoader().getResourceAsStream(path);
        if (in == null) {
            throw new IllegalStateException(path + " is not on the class path");
        }
        return in;
    }
}
