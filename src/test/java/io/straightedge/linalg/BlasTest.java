package io.straightedge.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasTest {
    @ParameterizedTest
    @CsvSource({"1,1,1", "1,7,3", "5,1,4", "6,9,1", "3,3,3", "17,31,13", "64,65,63", "2,300,129"})
    void productsEqualNaiveSums(int m, int k, int n) {
        Random random = new Random(m * 10_007L + k * 101L + n);
        double[] a = random.doubles((long) m * k, -1, 1).toArray();
        double[] b = random.doubles((long) k * n, -1, 1).toArray();
        double[] expected = naive(a, b, m, k, n);
        // Any order of summation errs by at most about k·ε per unit of the largest term, which is 1.
        double[] c = garbage(m * n);
        Blas.multiply(a, b, c, m, k, n);
        assertClose(c, expected, 2.0 * k * k * Math.ulp(1.0));

        float[] floats = new float[m * n];
        Arrays.fill(floats, Float.NaN);
        Blas.multiply(toFloats(a), toFloats(b), floats, m, k, n);
        double[] single = IntStream.range(0, m * n).mapToDouble(i -> floats[i]).toArray();
        // Rounding the factors to float32 costs one ε each, beside the sum's k·ε.
        assertClose(single, expected, 2.0 * k * (k + 2) * Math.ulp(1f));
    }

    @Test
    void emptySizesAreDefined() {
        double[] c = {7, 7, 7, 7};
        Blas.multiply(new double[0], new double[4], c, 0, 2, 2);
        Blas.multiply(new double[4], new double[0], c, 2, 2, 0);
        assertThat(c).containsOnly(7);
        Blas.multiply(new double[0], new double[0], c, 1, 0, 3);
        assertThat(c).containsExactly(0, 0, 0, 7);
        float[] floats = {7, 7};
        Blas.multiply(new float[0], new float[0], floats, 1, 0, 1);
        assertThat(floats).containsExactly(0, 7);
    }

    @Test
    void longerArraysKeepTheirTail() {
        double[] c = {9, 9};
        Blas.multiply(new double[] {2, 100}, new double[] {3, 100}, c, 1, 1, 1);
        assertThat(c).containsExactly(6, 9);
    }

    @Test
    void wrongShapesAreNamed() {
        assertThatThrownBy(() -> Blas.multiply(new double[5], new double[6], new double[4], 2, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A has 5 elements, but 2 × 3 needs 6");
        assertThatThrownBy(() -> Blas.multiply(new double[6], new double[6], new double[3], 2, 3, 2))
                .hasMessage("C has 3 elements, but 2 × 2 needs 4");
        assertThatThrownBy(() -> Blas.multiply(new float[6], new float[5], new float[4], 2, 3, 2))
                .hasMessage("B has 5 elements, but 3 × 2 needs 6");
        assertThatThrownBy(() -> Blas.multiply(new double[0], new double[0], new double[0], 1 << 20, 1 << 20, 0))
                .hasMessage("A has 0 elements, but 1048576 × 1048576 needs 1099511627776");
        assertThatThrownBy(() -> Blas.multiply(new double[0], new double[0], new double[0], 0, -1, 0))
                .hasMessageContaining("k -1");
    }

    @Test
    void everyThreadIsConfinedToItself() throws InterruptedException {
        Blas.useOneThread();
        assertThat(Blas.threads()).isEqualTo(1);
        List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
        Thread second = new Thread(() -> {
            Blas.useOneThread();
            Blas.multiply(new double[256 * 256], new double[256 * 256], new double[256 * 256], 256, 256, 256);
            counts.add(Blas.threads());
        });
        second.start();
        second.join();
        assertThat(counts).containsExactly(1);
        assertThat(Blas.threads()).isEqualTo(1);
    }

    /** In a process of its own, as other tests have confined this one. */
    @Test
    void aProductStaysOnOneThreadWithoutBeingAsked() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Product.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .endsWith("threads: 1\n");
        assertThat(process.waitFor()).isZero();
    }

    /** Multiplies once, and says on how many threads. */
    static final class Product {
        private Product() {}

        public static void main(String[] arguments) {
            Blas.multiply(new double[] {2}, new double[] {3}, new double[1], 1, 1, 1);
            System.out.print("threads: " + Blas.openBlasThreads() + "\n");
        }
    }

    /** The version that DL4J brings, 0.3.19, has no kernels for current CPUs. */
    @Test
    void theNewNativeLibraryIsTheOneLoaded() throws Exception {
        Matcher version = Pattern.compile("OpenBLAS (\\d+)\\.(\\d+)\\.(\\d+).*").matcher(Blas.description());
        assertThat(version.matches()).as(Blas.description()).isTrue();
        assertThat(versionNumber(version)).isGreaterThanOrEqualTo(3028);

        Path library = Path.of(Loader.load(openblas.class)).resolveSibling(System.mapLibraryName("openblas") + ".0");
        if (!Files.exists(library)) { // only Linux names the file so
            library = Path.of(Loader.load(openblas.class));
        }
        assertThat(library.toString()).contains("openblas-0.3.");
        Matcher inside = Pattern.compile("OpenBLAS (\\d+)\\.(\\d+)\\.(\\d+)")
                .matcher(new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1));
        assertThat(inside.find()).isTrue();
        assertThat(versionNumber(inside)).isEqualTo(versionNumber(version));
    }

    @Test
    void preparingKeepsWhatTheUserSet() {
        String name = "org.bytedeco.javacpp.maxPhysicalBytes";
        String before = System.getProperty(name);
        try {
            System.clearProperty(name);
            Blas.prepareNatives();
            assertThat(System.getProperty(name)).isEqualTo("0");
            System.setProperty(name, "3g");
            Blas.prepareNatives();
            assertThat(System.getProperty(name)).isEqualTo("3g");
        } finally {
            if (before == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, before);
            }
        }
    }

    private static int versionNumber(Matcher version) {
        return Integer.parseInt(version.group(1)) * 1_000_000
                + Integer.parseInt(version.group(2)) * 1000
                + Integer.parseInt(version.group(3));
    }

    private static double[] naive(double[] a, double[] b, int m, int k, int n) {
        double[] c = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int l = 0; l < k; l++) {
                    c[i * n + j] += a[i * k + l] * b[l * n + j];
                }
            }
        }
        return c;
    }

    private static double[] garbage(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static float[] toFloats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    private static void assertClose(double[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).as("element " + i).isLessThanOrEqualTo(tolerance);
        }
    }
}
