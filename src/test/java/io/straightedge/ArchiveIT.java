package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveIT {
    @TempDir
    Path dataDir;

    @Test
    void aRunIsDownloadedWithAllItRecorded() throws Exception {
        try (ServerFixture server = new ServerFixture(dataDir)) {
            long id = server.start(ServerFixture.smallSpec().put("name", "kept"));
            JsonObject run = server.awaitState(id, "finished");
            Map<String, String> entries = new HashMap<>();
            try (InputStream in = URI.create(server.address() + "/api/v1/runs/" + id + "/archive")
                            .toURL()
                            .openStream();
                    ZipInputStream zip = new ZipInputStream(in)) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }

            JsonObject kept = new JsonObject(entries.get("runs/1/run.json"));
            assertThat(kept.getJsonObject("spec")).isEqualTo(run.getJsonObject("spec"));
            assertThat(kept.getJsonObject("setup")).isEqualTo(run.getJsonObject("setup"));
            assertThat(kept.getJsonObject("setup").getJsonObject("environment").fieldNames())
                    .contains("Java", "DeepLearning4J", "BLAS");
            String csv =
                    server.get("/api/v1/runs/" + id + "/metrics?format=csv").body();
            assertThat(entries.get("runs/1/points.csv").lines().toList())
                    .containsExactlyInAnyOrderElementsOf(csv.lines().toList());
            List<String> paths = entries.get("runs/1/paths.ndjson").lines().toList();
            int steps = server.json("/api/v1/runs/" + id + "/pairs")
                    .getJsonArray("steps")
                    .size();
            assertThat(paths).hasSize(4 * steps);
            assertThat(server.get("/api/v1/runs/99/archive").statusCode()).isEqualTo(404);
        }
    }
}
