package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells to type works: every line with curl that needs no account, in its order. */
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path dataDir;

    @TempDir
    Path here;

    @Test
    void everyCurlLineIsAnswered() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")) || "true".equals(System.getenv("CI")), "no curl here");
        StringBuilder table = new StringBuilder("width,length,species\n");
        for (int i = 0; i < 60; i++) {
            table.append(i % 7)
                    .append(',')
                    .append(i % 5)
                    .append(',')
                    .append("abc".charAt(i % 3))
                    .append('\n');
        }
        Files.writeString(here.resolve("iris.csv"), table);
        List<String> lines = curlLines();
        assertThat(lines).hasSizeGreaterThan(10);
        try (ServerFixture server = new ServerFixture(dataDir)) {
            for (String line : lines) {
                // The run has to be under way when it is stopped.
                run(line.replace("localhost:8080", "127.0.0.1:" + server.port())
                        .replace("\"epochs\": 20", "\"epochs\": 100000")
                        .replace("curl -s", "curl -s -f --show-error"));
                if (line.contains("/api/v1/runs \\\n  -d")) {
                    server.awaitRun(1, run -> run.getLong("step") > 0);
                }
            }
        }
    }

    private static List<String> curlLines() throws IOException {
        List<String> lines = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
        while (block.find()) {
            for (String line : block.group(1).split("(?<!\\\\)\n")) {
                if (line.startsWith("curl") && !line.contains("Bearer")) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    private void run(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-c", line)
                .directory(here.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line).isTrue();
        assertThat(process.exitValue()).as("%s answered %s", line, answer).isZero();
    }
}
