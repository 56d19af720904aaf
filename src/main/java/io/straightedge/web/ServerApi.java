package io.straightedge.web;

import io.straightedge.config.AppConfig;
import io.straightedge.config.RetentionRules;
import io.straightedge.data.Datasets;
import io.straightedge.disk.DiskSpace;
import io.straightedge.run.RunStore;
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How the server is, in figures for those who look after it; the same as {@code /metrics} gives to programs. */
final class ServerApi {
    private static final double MILLIS = 1000;

    private final AppConfig config;
    private final String version;
    private final RunStore store;
    private final DiskSpace disk;
    private final Telemetry telemetry;
    private final Instant started = Instant.now();

    ServerApi(AppConfig config, String version, RunStore store, DiskSpace disk, Telemetry telemetry) {
        this.config = config;
        this.version = version;
        this.store = store;
        this.disk = disk;
        this.telemetry = telemetry;
    }

    JsonObject get(Request request) {
        JsonObject states = new JsonObject();
        new TreeMap<>(store.countByState()).forEach((state, count) -> states.put(state.label(), count));
        return new JsonObject()
                .put("version", version)
                .put("java", Runtime.version().toString())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("started", started.toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("workers", config.workers())
                .put("runs", states)
                .put("training", training())
                .put("loop", loop())
                .put("pools", pools())
                .put("sockets", telemetry.value("straightedge.sockets"))
                .put("store", storeFigures())
                .put("memory", memory())
                .put("disk", disk())
                .put("retention", retention(config.retention()));
    }

    private JsonObject training() {
        return new JsonObject()
                .put("queued", telemetry.value("straightedge.runs.queued"))
                .put("stepsPerSecond", telemetry.value("straightedge.steps.per.second"))
                .put("measureLagSeconds", telemetry.value("straightedge.measure.lag"))
                .put("skippedSteps", telemetry.value("straightedge.measure.skipped"));
    }

    private JsonObject loop() {
        return new JsonObject()
                .put("medianMillis", telemetry.loopDelaySeconds(0.5) * MILLIS)
                .put("p99Millis", telemetry.loopDelaySeconds(0.99) * MILLIS);
    }

    private JsonArray pools() {
        JsonArray pools = new JsonArray();
        telemetry
                .pools()
                .forEach(pool -> pools.add(new JsonObject()
                        .put("name", pool.name())
                        .put("inUse", pool.inUse())
                        .put("waiting", pool.waiting())));
        return pools;
    }

    private JsonObject storeFigures() {
        return new JsonObject()
                .put("waitingEvents", telemetry.value("straightedge.store.waiting"))
                .put("batches", telemetry.value("straightedge.store.write"))
                .put("meanWriteMillis", telemetry.meanSeconds("straightedge.store.write") * MILLIS);
    }

    private JsonObject memory() {
        Runtime runtime = Runtime.getRuntime();
        return new JsonObject()
                .put("heapBytes", runtime.totalMemory() - runtime.freeMemory())
                .put("heapMaxBytes", runtime.maxMemory())
                .put("residentBytes", Json.defined(telemetry.value("straightedge.memory.resident")));
    }

    private JsonObject disk() {
        Path data = config.dataDir();
        try {
            return new JsonObject()
                    .put("databaseBytes", size(data.resolve("straightedge.mv.db")))
                    .put("checkpointBytes", size(data.resolve("checkpoints")))
                    .put("backupBytes", size(data.resolve("backups")))
                    .put("uploadBytes", size(Datasets.uploads(config.dataDir(), config.datasetsDir())))
                    .put("freeBytes", disk.free())
                    .put("minFreeBytes", disk.minFree());
        } catch (IOException e) {
            throw new UncheckedIOException("the disk of " + data + " cannot be asked", e);
        }
    }

    private static JsonObject retention(RetentionRules rules) {
        return new JsonObject()
                .put("runDays", rules.runDays())
                .put("pathDays", rules.pathDays())
                .put("auditDays", rules.auditDays());
    }

    /** Of a file, or of all files below a folder; files come and go meanwhile. */
    private static long size(Path place) throws IOException {
        if (!Files.exists(place)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (UncheckedIOException e) {
            return 0;
        }
    }
}
