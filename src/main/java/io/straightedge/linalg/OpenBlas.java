package io.straightedge.linalg;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * OpenBLAS's products, all row-major, on the calling thread alone: on all cores, products of this size take up to
 * three times as long, and parallelism is across runs. ND4J's first array takes all cores back; see {@link
 * Blas#useOneThread}.
 */
final class OpenBlas {
    static {
        openblas.blas_set_num_threads(1);
    }

    private OpenBlas() {}

    /** C = A·B, where A is (m × k), B (k × n) and C (m × n). */
    static void multiply(double[] a, double[] b, double[] c, int m, int k, int n) {
        int order = openblas.CblasRowMajor;
        int plain = openblas.CblasNoTrans;
        openblas.cblas_dgemm(order, plain, plain, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /** As above, in float32. */
    static void multiply(float[] a, float[] b, float[] c, int m, int k, int n) {
        int order = openblas.CblasRowMajor;
        int plain = openblas.CblasNoTrans;
        openblas.cblas_sgemm(order, plain, plain, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /** As above, in float32, for matrices outside the heap. */
    static void multiply(FloatPointer a, FloatPointer b, FloatPointer c, int m, int k, int n) {
        int order = openblas.CblasRowMajor;
        int plain = openblas.CblasNoTrans;
        openblas.cblas_sgemm(order, plain, plain, m, n, k, 1, a, k, b, n, 0, c, n);
    }

    /** C = A·B + β·C for matrices outside the heap. */
    static void multiply(DoublePointer a, DoublePointer b, double beta, DoublePointer c, int m, int k, int n) {
        int order = openblas.CblasRowMajor;
        int plain = openblas.CblasNoTrans;
        openblas.cblas_dgemm(order, plain, plain, m, n, k, 1, a, k, b, n, beta, c, n);
    }
}
