package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.data.IdxFiles;
import io.straightedge.data.NpzWriter;
import io.straightedge.measure.GapDeviation;
import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.pwl.Segment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that need no server, called as the program calls them. */
class CommandsTest {
    @TempDir
    Path folder;

    private final Random random = new Random(1);
    private final ReluNetwork network = RandomNetworks.network(random, 0.2, 4, 12, 9, 2);
    private final float[] starts = floats(3 * 4);
    private final float[] ends = floats(3 * 4);
    private String output = "";
    private String error = "";

    @BeforeEach
    void writeFiles() throws IOException {
        NpzWriter weights = new NpzWriter();
        for (int l = 0; l < network.layers().size(); l++) {
            ReluNetwork.Layer layer = network.layers().get(l);
            weights.add("W" + (l + 1), layer.weights(), layer.in(), layer.out());
            weights.add("b" + (l + 1), layer.biases(), layer.out());
        }
        weights.write(folder.resolve("net.npz"));
        new NpzWriter().add("a", starts, 3, 4).add("b", ends, 3, 4).write(folder.resolve("pairs.npz"));
    }

    @Test
    void measureMeasuresANetworkFromElsewhere() {
        assertThat(call("measure", "--network", file("net.npz"), "--pairs", file("pairs.npz"), "--kinks"))
                .isZero();
        JsonObject json = new JsonObject(output);
        assertThat(json.getJsonObject("network").getJsonArray("layers").getList())
                .isEqualTo(List.of(4, 12, 9, 2));
        assertThat(json.getJsonObject("network").getInteger("parameters")).isEqualTo(60 + 117 + 20);
        assertThat(json.getString("estimator")).isEqualTo("exact");
        assertThat(json.getJsonArray("pairs")).hasSize(3);
        for (int p = 0; p < 3; p++) {
            JsonObject pair = json.getJsonArray("pairs").getJsonObject(p);
            io.straightedge.pwl.Path path = network.restrict(segment(p));
            assertThat(pair.getInteger("kinks")).isEqualTo(path.kinks());
            assertThat(pair.getJsonArray("t")).hasSize(path.kinks());
            assertThat(pair.getJsonArray("gap")).hasSize(path.kinks());
            assertThat(pair.getJsonArray("gapDeviation").getDouble(1))
                    .isCloseTo(GapDeviation.of(path)[1], within(1e-12));
            JsonArray perLayer = pair.getJsonArray("kinksPerLayer");
            assertThat(perLayer.getInteger(0) + perLayer.getInteger(1)).isEqualTo(path.kinks());
        }
        assertThat(json.getJsonObject("summary").fieldNames())
                .contains("gapDeviation", "deflectionSigma", "deflectionRatio", "fluctuation", "meanKinks");
    }

    @Test
    void theSampledEstimatorIsCloseToTheExactOne() {
        call("measure", "--network", file("net.npz"), "--pairs", file("pairs.npz"));
        double exact = new JsonObject(output).getJsonObject("summary").getDouble("maxBend");
        call("measure", "--network", file("net.npz"), "--pairs", file("pairs.npz"), "--estimator", "sampled");
        assertThat(new JsonObject(output).getString("estimator")).isEqualTo("sampled");
        assertThat(new JsonObject(output).getJsonObject("summary").getDouble("maxBend"))
                .isCloseTo(exact, within(0.25 * exact));
    }

    @Test
    void theoryTellsWhatToExpect() {
        assertThat(call("theory", "--layers", "4,12,9,2", "--pairs", file("pairs.npz"), "--bias-variance", "0.04"))
                .isZero();
        JsonObject pair = new JsonObject(output).getJsonArray("pairs").getJsonObject(2);
        assertThat(pair.getJsonArray("kinksPerLayer")).hasSize(2);
        assertThat(pair.getDouble("kinks")).isBetween(0.0, 21.0);
        assertThat(pair.getDouble("gapDeviation")).isPositive();
    }

    @Test
    void runTrainsWithoutAServer() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("run.json"), ServerFixture.smallSpec().encode());
        Path result = folder.resolve("result.json");
        assertThat(call("run", "--spec", spec.toString(), "--out", result.toString()))
                .isZero();
        assertThat(error).contains("step 200 of 200").contains("finished after 200 steps");
        JsonObject json = new JsonObject(Files.readString(result));
        assertThat(json.getString("state")).isEqualTo("finished");
        assertThat(json.getJsonObject("series").fieldNames())
                .contains("train/loss", "path/gap_deviation", "path/straightness", "structure/1", "theory/kinks");
    }

    @Test
    void runWritesItsPointsAsCsvToo() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("run.json"), ServerFixture.smallSpec().encode());
        Path result = folder.resolve("points.CSV");
        assertThat(call("run", "--spec", spec.toString(), "--out", result.toString()))
                .isZero();
        assertThat(Files.readAllLines(result))
                .startsWith("key,step,millis,value")
                .anyMatch(line -> line.matches("train/loss,200,\\d+,[-\\d.E]+"));
    }

    @Test
    void anExperimentNeedsNoServer() throws IOException {
        JsonObject json = new JsonObject()
                .put("base", ServerFixture.smallSpec())
                .put("grid", new JsonObject("{\"network.hidden\": [[10], [20]]}"))
                .put("seeds", new JsonArray("[1, 2]"));
        Path spec = Files.writeString(folder.resolve("experiment.json"), json.encode());
        Path out = folder.resolve("results");
        assertThat(call("experiment", "--spec", spec.toString(), "--out", out.toString(), "--workers", "2"))
                .isZero();
        assertThat(error).contains("4 of 4 runs, ").contains("4 of 4 runs finished");
        assertThat(Files.readAllLines(out.resolve("runs.csv"))).hasSize(5);
        assertThat(Files.readAllLines(out.resolve("runs.csv")).get(0))
                .startsWith("experiment,run,cell,seed,state,network.hidden,")
                .contains("path/gap_deviation first,path/gap_deviation last");
        assertThat(Files.readAllLines(out.resolve("points.csv")))
                .startsWith("run,cell,seed,key,step,millis,value")
                .anyMatch(line -> line.startsWith("4,1,2,train/loss,200,"));
        JsonObject result = new JsonObject(Files.readString(out.resolve("experiment.json")));
        assertThat(result.getJsonArray("runs")).hasSize(4);
    }

    @Test
    void aGuidedExperimentIsNamedExactly() {
        assertThat(call("experiment", "--guided", "gap", "--out", folder.toString()))
                .isEqualTo(1);
        assertThat(error).contains("--guided gap is not known; use kinks-count-units, gap-width");
    }

    /** Here nobody can resume it. */
    @Test
    void aRunThatIsInterruptedEndsWithStatusOne() throws IOException {
        Path datasets = folder.resolve("datasets");
        byte[] images = IdxFiles.images(200);
        IdxFiles.write(datasets.resolve("mnist"), "t10k-images-idx3-ubyte", Arrays.copyOf(images, images.length / 2));
        IdxFiles.write(datasets.resolve("mnist"), "t10k-labels-idx1-ubyte", IdxFiles.labels(200));
        Path spec = folder.resolve("spec.json");
        Files.writeString(spec, "{\"dataset\": {\"name\": \"mnist\", \"samples\": 50}}");
        assertThat(call("run", "--spec", spec.toString(), "--datasets-dir", datasets.toString()))
                .isEqualTo(1);
        assertThat(error).contains("interrupted after 0 steps").contains("--datasets-dir");
        Files.writeString(spec, "{\"base\": {\"dataset\": {\"name\": \"mnist\", \"samples\": 50}}, \"seeds\": [1, 2]}");
        String out = folder.resolve("results").toString();
        assertThat(call("experiment", "--spec", spec.toString(), "--out", out, "--datasets-dir", datasets.toString()))
                .isEqualTo(1);
        assertThat(error).contains("0 of 2 runs finished");
    }

    @Test
    void aRunThatFailsSaysWhyWithStatusOne() throws IOException {
        JsonObject json = ServerFixture.smallSpec();
        json.getJsonObject("training").put("learningRate", 1e8);
        Path spec = Files.writeString(folder.resolve("run.json"), json.encode());
        assertThat(call("run", "--spec", spec.toString())).isEqualTo(1);
        assertThat(error).contains("failed after ").contains("the loss became NaN at step");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no.npz | pairs.npz | 1 | no.npz is not there",
                "text.npz | pairs.npz | 1 | text.npz is no NPZ file",
                "pairs.npz | pairs.npz | 1 | pairs.npz has no array W1; it has [a, b]",
                "shape.npz | pairs.npz | 1 | array W2 has shape (3, 1); it has to be (2, units)",
                "gap.npz | pairs.npz | 1 | has an array W3 that belongs to none of its 1 layer;",
                "nan.npz | pairs.npz | 1 | array W1 of shape (4, 2): value [1, 0] is NaN",
                "net.npz | equal.npz | 1 | equal.npz, pair 1: a and b are equal",
                "net.npz | narrow.npz | 1 | array a has shape (2, 3); it has to be (pairs, 4)",
            })
    void brokenInputIsOneLineThatNamesArrayIndexAndShape(String net, String pairs, int status, String message)
            throws IOException {
        writeBroken();
        assertThat(call("measure", "--network", file(net), "--pairs", file(pairs)))
                .isEqualTo(status);
        assertThat(error.lines().toList())
                .singleElement()
                .asString()
                .startsWith("straightedge: ")
                .contains(message);
        assertThat(output).isEmpty();
    }

    private void writeBroken() throws IOException {
        float[] weights = floats(8);
        float[] nan = weights.clone();
        nan[2] = Float.NaN;
        Files.writeString(folder.resolve("text.npz"), "hello");
        new NpzWriter()
                .add("W1", weights, 4, 2)
                .add("b1", new float[2], 2)
                .add("W2", floats(3), 3, 1)
                .add("b2", new float[1], 1)
                .write(folder.resolve("shape.npz"));
        new NpzWriter()
                .add("W1", weights, 4, 2)
                .add("b1", new float[2], 2)
                .add("W3", floats(2), 2, 1)
                .write(folder.resolve("gap.npz"));
        new NpzWriter().add("W1", nan, 4, 2).add("b1", new float[2], 2).write(folder.resolve("nan.npz"));
        new NpzWriter()
                .add("a", weights, 2, 4)
                .add("b", new float[] {1, 1, 1, 1, weights[4], weights[5], weights[6], weights[7]}, 2, 4)
                .write(folder.resolve("equal.npz"));
        new NpzWriter().add("a", floats(6), 2, 3).add("b", floats(6), 2, 3).write(folder.resolve("narrow.npz"));
    }

    private int call(String... arguments) {
        InProcess said = InProcess.call(arguments);
        output = said.output();
        error = said.error();
        return said.status();
    }

    private Segment segment(int pair) {
        return Segment.between(
                java.util.Arrays.copyOfRange(starts, pair * 4, pair * 4 + 4),
                java.util.Arrays.copyOfRange(ends, pair * 4, pair * 4 + 4));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private float[] floats(int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
