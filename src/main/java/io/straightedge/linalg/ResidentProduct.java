package io.straightedge.linalg;

import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;

/**
 * C = A·W in float32 for one W that stays outside the heap, so that a product copies only its rows of A
 * and C. Not thread-safe; {@link #close} frees W and the buffers at once.
 */
public final class ResidentProduct implements AutoCloseable {
    private final int k;
    private final int n;
    private final FloatPointer weights;
    private FloatPointer left = new FloatPointer(1);
    private FloatPointer product = new FloatPointer(1);
    private FloatBuffer leftView = left.asBuffer();
    private FloatBuffer productView = product.asBuffer();
    private int capacity;

    /** @param w W, row-major (k × n), copied */
    public ResidentProduct(float[] w, int k, int n) {
        Objects.checkFromIndexSize(0, k * n, w.length);
        this.k = k;
        this.n = n;
        weights = new FloatPointer((long) k * n);
        weights.put(w, 0, k * n);
    }

    /**
     * @param a rows of A, each at least k long
     * @param m how many of them
     * @param c rows of C, each at least n long, overwritten
     */
    public void multiply(float[][] a, int m, float[][] c) {
        reserve(m);
        for (int i = 0; i < m; i++) {
            leftView.put(i * k, a[i], 0, k);
        }
        OpenBlas.multiply(left, weights, product, m, k, n);
        for (int i = 0; i < m; i++) {
            productView.get(i * n, c[i], 0, n);
        }
    }

    @Override
    public void close() {
        weights.close();
        left.close();
        product.close();
    }

    private void reserve(int m) {
        if (m > capacity) {
            left.close();
            product.close();
            capacity = m;
            left = new FloatPointer((long) m * k);
            product = new FloatPointer((long) m * n);
            leftView = left.asBuffer();
            productView = product.asBuffer();
        }
    }
}
