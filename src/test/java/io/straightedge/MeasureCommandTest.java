package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.data.NpzWriter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks and pairs as they come from elsewhere. */
class MeasureCommandTest {
    @TempDir
    Path folder;

    /** Unit k turns on where the first input is ahead of the second by k·size, so at t = k/40. */
    @ParameterizedTest
    @CsvSource({"1.6e9, 1, 1e-8", "1, 2.5e-11, 1e-5", "0, 1, 1e-15"})
    void pairsStayInFloat64(double place, float size, double precision) throws IOException {
        int units = 39;
        float[] weights = new float[2 * units];
        float[] biases = new float[units];
        float[] last = new float[units];
        for (int j = 0; j < units; j++) {
            weights[j] = 1;
            weights[units + j] = -1;
            biases[j] = -(j + 1) * size;
            last[j] = 1;
        }
        net().add("W1", weights, 2, units)
                .add("b1", biases, units)
                .add("W2", last, units, 1)
                .add("b2", new float[1], 1)
                .write(file("net"));
        double length = place + 40 * (double) size - place;
        net().add("a", new double[] {place, place}, 1, 2)
                .add("b", new double[] {place + 40 * (double) size, place}, 1, 2)
                .write(file("pairs"));

        JsonObject json = measured("--kinks");
        JsonObject pair = json.getJsonArray("pairs").getJsonObject(0);
        assertThat(pair.getDouble("length")).isEqualTo(length);
        assertThat(pair.getInteger("kinks")).isEqualTo(units);
        for (int j = 0; j < units; j++) {
            assertThat(pair.getJsonArray("t").getDouble(j)).isCloseTo((j + 1) / 40.0, within(precision));
            assertThat(pair.getJsonArray("unit").getInteger(j)).isEqualTo(j);
        }
        assertThat(json.getJsonObject("network").getDouble("rounding")).isZero();
        assertThat(json.getJsonArray("notes")).isEmpty();
        assertThat(json.getDouble("loadMillis")).isPositive();
        assertThat(json.getDouble("warmUpMillis")).isPositive();
        assertThat(json.getDouble("millis")).isPositive();
    }

    @Test
    void roundedWeightsAreTold() throws IOException {
        net().add("W1", new double[] {0.5, 0.1}, 1, 2)
                .add("b1", new double[] {0.25, -0.25}, 2)
                .write(file("net"));
        pairs(1, -1, 1);
        double rounding = Math.abs(0.1f - 0.1) / 0.1;
        InProcess said = measure();
        JsonObject json = new JsonObject(said.output());
        assertThat(json.getJsonObject("network").getDouble("rounding")).isEqualTo(rounding);
        assertThat(json.getJsonArray("notes").getString(0)).contains("rounded to float32, by at most 1.4");
        assertThat(said.error().lines())
                .singleElement()
                .asString()
                .startsWith("straightedge: ")
                .endsWith(json.getJsonArray("notes").getString(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exact", "sampled"})
    void whatIsUndefinedIsNull(String estimator) throws IOException {
        net().add("W1", new float[] {1, 1, 1}, 1, 3)
                .add("b1", new float[] {0.5f, 0, -0.5f}, 3)
                .add("W2", new float[3], 3, 1)
                .add("b2", new float[] {1}, 1)
                .write(file("net"));
        pairs(1, -1, 1);
        JsonObject json = measured("--estimator", estimator);
        assertThat(json.encode()).doesNotContain("NaN");
        JsonObject summary = json.getJsonObject("summary");
        assertThat(summary.getDouble("gapDeviation")).isZero();
        for (String name : List.of("deflectionRatio", "straightness", "gapDeviationError", "maxBendError")) {
            assertThat(summary.containsKey(name)).as(name).isTrue();
            assertThat(summary.getValue(name)).as(name).isNull();
        }
    }

    @Test
    void takesWhatOthersWrite() throws IOException {
        float[] weights = {1, -0.5f, 0.25f, 2, 0.125f, -1};
        net().add("W1", weights, 2, 3)
                .add("b1", new float[] {0.5f, 1, -1}, 3)
                .add("W2", new float[] {1, 2, 3}, 3, 1)
                .add("b2", new float[1], 1)
                .write(file("net"));
        net().add("a", new float[] {-2, 1, 0, 3}, 2, 2)
                .add("b", new float[] {2, 2, 5, -7}, 2, 2)
                .write(file("pairs"));
        JsonArray plain = measured("--kinks").getJsonArray("pairs");

        double[] whole = {2, -1, 0, 4, 0, -2};
        for (int i = 0; i < whole.length; i++) {
            whole[i] = weights[i];
        }
        net().add("epoch", NpzWriter.npy("<i8", false, "()", new double[] {7}))
                .add("W1", NpzWriter.npy("<f8", true, "(2,3)", new double[] {1, 2, -0.5, 0.125, 0.25, -1}))
                .add("b1", new float[] {0.5f, 1, -1}, 1, 3)
                .add("W2", NpzWriter.npy("<f2", false, "(3,1)", new double[] {1, 2, 3}))
                .add("adam/m/W1", new float[6], 2, 3)
                .add("name", NpzWriter.npy("<U8", false, "()", new double[] {1, 2, 3, 4}))
                .write(file("net"));
        net().add("a", NpzWriter.npy("|i1", false, "(2,2)", new double[] {-2, 1, 0, 3}))
                .add("b", NpzWriter.npy(">i4", false, "(2,2)", new double[] {2, 2, 5, -7}))
                .add("labels", NpzWriter.npy("<i8", false, "(2,)", new double[] {0, 1}))
                .write(file("pairs"));
        JsonObject json = measured("--kinks");
        assertThat(json.getJsonArray("pairs")).isEqualTo(plain);
        assertThat(json.getJsonArray("notes").stream().map(String::valueOf))
                .containsExactly(
                        file("net") + ": no biases b2; they count as 0",
                        file("net") + ": ignored epoch, adam/m/W1, name",
                        file("pairs") + ": ignored labels");
    }

    /** Right are W1 (4, 3), b1 (3,), W2 (3, 2), b2 (2,); a dash leaves an array out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "3,4 | 3   | 3,2 | 2   | W1 has shape (3, 4); it has to be (4, 3), its transpose",
                "3,4 | 3   | 2,3 | 2   | W1 has shape (3, 4); it has to be (4, 3), its transpose",
                "3,4 | -   | 3,2 | -   | W1 has shape (3, 4); it has to be (4, 3), its transpose",
                "3,4 | -   | 2,3 | -   | W1 has shape (3, 4); it has to be (4, 3), its transpose",
                "4,3 | 3   | 2,3 | 2   | W2 has shape (2, 3); it has to be (3, 2), its transpose",
                "4,3 | -   | 2,3 | -   | W2 has shape (2, 3); it has to be (3, 2), its transpose",
                "4,3 | 3   | 5,2 | 2   | W2 has shape (5, 2); it has to be (3, units)",
                "4,3 | 5   | 3,2 | 2   | b1 has shape (5,); it has to be (3,)",
                "4,7 | 3   | 3,2 | 2   | W1 has shape (4, 7); it has to be (4, 3), as b1 and W2 say",
                "4,3 | 3   | 3,2 | 4   | b2 has shape (4,); it has to be (2,)",
                "4,3 | 3,3 | 3,2 | 2   | b1 has shape (3, 3); it has to be (3,)",
                "12  | 3   | 3,2 | 2   | W1 has shape (12,); it has to be (inputs, units)",
                "4,3 | 3   | 3,2,1 | 2 | W2 has shape (3, 2, 1); it has to be (inputs, units)",
                "4,4 | 4   | 2,4 | 2   | W2 has shape (2, 4); it has to be (4, 2), its transpose",
            })
    void theArrayThatIsWrongIsBlamed(String w1, String b1, String w2, String b2, String message) throws IOException {
        NpzWriter net = net();
        List<String> shapes = Arrays.asList(w1, b1, w2, b2);
        for (int i = 0; i < 4; i++) {
            if (shapes.get(i) != null) {
                int[] shape = Arrays.stream(shapes.get(i).split(","))
                        .mapToInt(Integer::parseInt)
                        .toArray();
                net.add(
                        List.of("W1", "b1", "W2", "b2").get(i),
                        new float[Arrays.stream(shape).reduce(1, (x, y) -> x * y)],
                        shape);
            }
        }
        net.write(file("net"));
        pairs(4, 0, 1);
        assertThat(refused())
                .endsWith("net.npz, array " + message.strip()
                        + (message.contains("transpose") ? ": inputs × units" : ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1e40  | 1     | 1     | array W1 of shape (1, 1): value [0, 0] is 1.0E40, too large for float32",
                "1e-40 | 1     | 1     | array W1: its largest value is 1.0E-40, too small for float32; scale the weights",
                "1e35  | 1     | 1e120 | pair 1: layer 1 has values above 1.0E150",
                "1e-30 | 1     | 1e-110 | pair 1: layer 1 has values below 1.0E-135",
                "1     | 1e-30 | 1e-110 | pair 1: layer 2 has values below 1.0E-135",
                "1     | 1e38  | 1e120 | pair 1: layer 2 has values above 1.0E150",
                "1     | 1     | 1e160 | pair 1: a and b have values or distances above 1.0E150",
                "1     | 1     | 1e-160 | pair 1: a and b have values or distances below 1.0E-135",
            })
    void sizesThatCannotBeMeasuredAreRefused(double first, double second, double sample, String message)
            throws IOException {
        net().add("W1", new double[] {first}, 1, 1)
                .add("W2", new double[] {second}, 1, 1)
                .write(file("net"));
        double usual = sample > 1 ? 1 : 1e-60;
        net().add("a", new double[] {-usual, -sample}, 2, 1)
                .add("b", new double[] {usual, sample}, 2, 1)
                .write(file("pairs"));
        assertThat(refused("--estimator", "exact")).contains(message);
        assertThat(refused("--estimator", "sampled")).contains(message);
    }

    @Test
    void onePairAfterManyIsNamedByItsNumber() throws IOException {
        net().add("W1", new double[] {1e38}, 1, 1).write(file("net"));
        double[] a = new double[40];
        double[] b = new Random(1).doubles(40).toArray();
        b[37] = 1e120;
        net().add("a", a, 40, 1).add("b", b, 40, 1).write(file("pairs"));
        assertThat(refused()).contains("pairs.npz, pair 37: layer 1 has values above");
    }

    private static NpzWriter net() {
        return new NpzWriter();
    }

    private void pairs(int dimension, float from, float to) throws IOException {
        float[] a = new float[dimension];
        float[] b = new float[dimension];
        Arrays.fill(a, from);
        Arrays.fill(b, to);
        net().add("a", a, 1, dimension).add("b", b, 1, dimension).write(file("pairs"));
    }

    private InProcess measure(String... more) {
        String[] usual = {
            "measure",
            "--network",
            file("net").toString(),
            "--pairs",
            file("pairs").toString()
        };
        String[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return InProcess.call(all);
    }

    private JsonObject measured(String... more) {
        InProcess said = measure(more);
        assertThat(said.status()).as(said.error()).isZero();
        return new JsonObject(said.output());
    }

    /** What it says last, after notes. */
    private String refused(String... more) {
        InProcess said = measure(more);
        assertThat(said.status()).isEqualTo(1);
        assertThat(said.output()).isEmpty();
        List<String> lines = said.error().lines().toList();
        return lines.get(lines.size() - 1);
    }

    private Path file(String name) {
        return folder.resolve(name + ".npz");
    }
}
