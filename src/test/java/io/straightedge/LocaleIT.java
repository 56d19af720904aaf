package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.NpzWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on machines of other languages: Turkish letters, German commas, Arabic digits. */
class LocaleIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG"})
    void commandsSayTheSameEverywhere(String language) throws Exception {
        new NpzWriter()
                .add("W1", new float[] {1, -0.5f, 0.25f, 1}, 2, 2)
                .add("b1", new float[] {0.1f, -0.2f}, 2)
                .add("W2", new float[] {1, -1}, 2, 1)
                .add("b2", new float[1], 1)
                .write(folder.resolve("net.npz"));
        new NpzWriter()
                .add("a", new float[] {-1, -1}, 1, 2)
                .add("b", new float[] {1, 1.5f}, 1, 2)
                .write(folder.resolve("pairs.npz"));
        String[] measure = {"measure", "--network", file("net.npz"), "--pairs", file("pairs.npz"), "--kinks"};
        String[] theory = {"theory", "--layers", "2,2,1", "--pairs", file("pairs.npz")};

        assertThat(output(language, measure)).contains("\"length\":3.2015621187", "\"t\":[0.4", ",\"millis\":");
        assertThat(output(language, theory)).contains("\"length\":3.2015621187", "\"kinks\":1.8743340836");
        Files.writeString(folder.resolve("run.json"), ServerFixture.smallSpec().encode());
        output(language, "run", "--spec", file("run.json"), "--out", file("points.csv"));
        assertThat(Files.readAllLines(folder.resolve("points.csv")))
                .hasSizeGreaterThan(100)
                .allMatch(line -> line.matches("key,step,millis,value|[a-z_/0-9]+,\\d+,\\d+,(-?[\\d.E-]+|NaN)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "de-DE", "ar-EG"})
    void serverTrains(String language) throws Exception {
        try (ServerProcess server = new ServerProcess(HttpClient.newHttpClient(), folder, options(language))) {
            long run = server.start(ServerFixture.smallSpec());
            server.awaitRun(run, now -> now.getString("state").equals("finished"));
            assertThat(server.json("/api/v1/runs/" + run + "/metrics?keys=path/kinks")
                            .getJsonObject("series")
                            .getJsonObject("path/kinks")
                            .getJsonArray("values"))
                    .isNotEmpty();
        }
    }

    private String output(String language, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = Program.builder(arguments);
        builder.command().addAll(1, options(language));
        Path said = folder.resolve("said.txt");
        Process process = builder.redirectError(Redirect.to(said.toFile())).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(said)).isZero();
        return output;
    }

    private static List<String> options(String language) {
        String[] parts = language.split("-");
        return List.of("-Duser.language=" + parts[0], "-Duser.country=" + parts[1]);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
