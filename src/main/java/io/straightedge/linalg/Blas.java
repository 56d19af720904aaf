package io.straightedge.linalg;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Matrix products by OpenBLAS, and the thread settings of OpenBLAS and ND4J. */
public final class Blas {
    private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private Blas() {}

    /**
     * Sends JavaCPP's own messages to the log, and switches off its limit on the size of the process unless the user set one. With a limit every native
     * allocation reads the size of the process from the operating system, which costs small networks up to a third
     * of their speed. Takes effect only before the first use of JavaCPP, so call it first.
     */
    public static void prepareNatives() {
        System.setProperty("org.bytedeco.javacpp.logger", "slf4j");
        if (System.getProperty(PHYSICAL_LIMIT) == null) {
            System.setProperty(PHYSICAL_LIMIT, "0");
        }
    }

    /**
     * Confines the calling thread's products and array operations to that thread. OpenBLAS's setting holds for the
     * process, ND4J's OpenMP setting for the calling thread only, so every thread that computes calls this once.
     */
    public static void useOneThread() {
        Nd4j.create(1).close(); // ND4J sets OpenBLAS to all cores when its first array is made
        natives().setOmpNumThreads(1);
        openblas.blas_set_num_threads(1);
    }

    /** Threads that an operation of the calling thread may use: the larger of ND4J's and OpenBLAS's setting. */
    public static int threads() {
        return Math.max(natives().ompGetMaxThreads(), openBlasThreads());
    }

    static int openBlasThreads() {
        Loader.load(openblas.class);
        Pointer count = Loader.addressof("blas_cpu_number"); // OpenBLAS's own variable; its getter is not bound
        return count == null ? openblas.blas_get_num_threads() : new IntPointer(count).get();
    }

    /** Name, version and platform of the BLAS in use, for instance {@code OpenBLAS 0.3.28, linux-x86_64}. */
    public static String description() {
        Loader.load(openblas.class);
        return openBlasVersion() + ", " + Loader.getPlatform();
    }

    /**
     * C = A·B in float64, all row-major. The arrays may be longer than their matrices.
     *
     * @param a A (m × k)
     * @param b B (k × n)
     * @param c C (m × n), overwritten; zero when k is 0
     * @throws IllegalArgumentException when a size is negative or an array is too short
     */
    public static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
        checkShapes(a.length, b.length, c.length, m, k, n);
        if (k == 0) {
            Arrays.fill(c, 0, m * n, 0);
        } else if (m > 0 && n > 0) {
            OpenBlas.multiply(a, b, c, m, k, n);
        }
    }

    /**
     * C = A·B in float32, all row-major. The arrays may be longer than their matrices.
     *
     * @param a A (m × k)
     * @param b B (k × n)
     * @param c C (m × n), overwritten; zero when k is 0
     * @throws IllegalArgumentException when a size is negative or an array is too short
     */
    public static void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        checkShapes(a.length, b.length, c.length, m, k, n);
        if (k == 0) {
            Arrays.fill(c, 0, m * n, 0);
        } else if (m > 0 && n > 0) {
            OpenBlas.multiply(a, b, c, m, k, n);
        }
    }

    private static void checkShapes(int a, int b, int c, int m, int k, int n) {
        if (m < 0 || k < 0 || n < 0) {
            throw new IllegalArgumentException("sizes m " + m + ", k " + k + ", n " + n + " must not be negative");
        }
        checkLength("A", a, m, k);
        checkLength("B", b, k, n);
        checkLength("C", c, m, n);
    }

    private static void checkLength(String name, int length, int rows, int columns) {
        long needed = (long) rows * columns;
        if (length < needed) {
            throw new IllegalArgumentException(
                    name + " has " + length + " elements, but " + rows + " × " + columns + " needs " + needed);
        }
    }

    private static NativeOps natives() {
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** From the header that lies beside the native library in its jar. */
    private static String openBlasVersion() {
        String header = "/org/bytedeco/openblas/" + Loader.getPlatform() + "/include/openblas_config.h";
        try (InputStream in = openblas.class.getResourceAsStream(header)) {
            if (in == null) {
                return "OpenBLAS";
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> line.startsWith("#define OPENBLAS_VERSION"))
                    .map(line -> line.substring(line.indexOf('"') + 1, line.lastIndexOf('"'))
                            .trim())
                    .findFirst()
                    .orElse("OpenBLAS");
        } catch (IOException e) {
            throw new UncheckedIOException(header, e);
        }
    }
}
