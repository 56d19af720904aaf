package io.straightedge.engine;

import io.straightedge.train.Libraries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run trains on. The same spec gives the same parameters where all of this is the same. */
final class Environment {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Environment() {}

    /** Names and values for people, in the order to show them. */
    static Map<String, String> describe() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Straightedge", version());
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        facts.put("System", System.getProperty("os.name") + ", " + System.getProperty("os.arch"));
        cpuModel().ifPresent(model -> facts.put("CPU", model));
        facts.put("Cores", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.putAll(Libraries.versions());
        return facts;
    }

    private static String version() {
        @Nullable String version = Environment.class.getPackage().getImplementationVersion();
        return version == null ? "built from source" : version;
    }

    /** As Linux tells it; other systems have no such file. */
    private static Optional<String> cpuModel() {
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
