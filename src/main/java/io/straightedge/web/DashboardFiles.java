package io.straightedge.web;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

/**
 * The dashboard's own files from {@code webroot}, and the libraries it uses from their webjars under
 * {@code /vendor/<name>/}, whatever their version. A {@code webroot} folder in the working directory
 * comes before the one in the jar, so that edits show at a reload.
 */
final class DashboardFiles {
    private static final List<String> LIBRARIES = List.of("chart.js", "kurkle__color");

    private DashboardFiles() {}

    static void add(Router router) {
        for (String name : LIBRARIES) {
            String folder = "META-INF/resources/webjars/" + name + "/" + version(name);
            router.get("/vendor/" + name + "/*").handler(StaticHandler.create(folder));
        }
        // Always ask whether it changed: a new version of the server must not meet an old page.
        router.get("/*").handler(StaticHandler.create("webroot").setMaxAgeSeconds(0));
    }

    private static String version(String name) {
        String file = "META-INF/maven/org.webjars.npm/" + name + "/pom.properties";
        try (InputStream in = DashboardFiles.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the webjar of " + name + " is not on the class path");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }
}
