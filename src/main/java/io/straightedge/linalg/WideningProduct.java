package io.straightedge.linalg;

import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.jspecify.annotations.Nullable;

/**
 * C = A·W[rows, :] in float64, where W is a float32 matrix of which only some rows are wanted. The rows
 * are widened a panel at a time into memory outside the heap, so that BLAS reads them where they lie:
 * OpenBLAS's Java binding copies every array that it is handed.
 *
 * <p>Small products are plain loops; they are over before the native call would have begun. Not
 * thread-safe. Memory is that of the largest product so far; {@link #close} frees it at once.
 */
public final class WideningProduct implements AutoCloseable {
    /** Multiply-adds up to which the loop wins over packing and the native call. */
    private static final long SMALL = 1_000;

    /** Shorter rows have a loop of their own, as the compiler unrolls none that mostly ends early. */
    private static final int NARROW = 32;

    private static final int STAGING_ELEMENTS = 2048;

    private final int panelElements;
    private final Scratch left = new Scratch();
    private final Scratch panel = new Scratch();
    private final Scratch product = new Scratch();
    private double[] staging = new double[0];
    private double[] small = new double[0];
    private boolean inHeap;
    private int columns;

    /** Memory outside the heap that grows when asked. */
    private static final class Scratch {
        private @Nullable DoublePointer memory;
        private @Nullable DoubleBuffer view;
        private int capacity;

        DoublePointer of(int elements) {
            if (memory == null || capacity < elements) {
                free();
                capacity = elements;
                memory = new DoublePointer(elements);
                view = memory.asBuffer();
            }
            return memory;
        }

        DoubleBuffer view() {
            if (view == null) {
                throw new IllegalStateException("nothing has been multiplied yet");
            }
            return view;
        }

        void free() {
            if (memory != null) {
                memory.close();
                memory = null;
                view = null;
                capacity = 0;
            }
        }
    }

    /** @param panelElements how many widened elements of W are held at once, at least one row */
    public WideningProduct(int panelElements) {
        this.panelElements = panelElements;
    }

    /** Rows of W that fit in one panel when W has n columns. */
    public int panelRows(int n) {
        return Math.max(1, panelElements / n);
    }

    /**
     * C = A·W[rows, :], or C += that, for one panel of rows.
     *
     * @param a A, row-major (m × k)
     * @param k at most {@link #panelRows}
     * @param w W, row-major with n columns
     * @param rows which rows of W, from index {@code first} on (k)
     * @param fresh whether C begins at 0
     */
    public void add(double[] a, int m, int k, float[] w, int n, int[] rows, int first, boolean fresh) {
        if (fresh) {
            inHeap = (long) m * k * n <= SMALL;
            columns = n;
        }
        if (inHeap) {
            addInHeap(a, m, k, w, n, rows, first, fresh);
            return;
        }
        DoublePointer c = product.of(m * n);
        DoublePointer b = panel.of(k * n);
        widen(w, k, n, rows, first, panel.view());
        DoublePointer nativeA = left.of(m * k);
        left.view().put(0, a, 0, m * k);
        OpenBlas.multiply(nativeA, b, fresh ? 0 : 1, c, m, k, n);
    }

    /** Copies row i of C to {@code target} from {@code offset} on. */
    public void row(int i, double[] target, int offset) {
        if (inHeap) {
            System.arraycopy(small, i * columns, target, offset, columns);
        } else {
            product.view().get(i * columns, target, offset, columns);
        }
    }

    @Override
    public void close() {
        left.free();
        panel.free();
        product.free();
    }

    /** Widens in a buffer that stays in the first-level cache, and copies from there. */
    private void widen(float[] w, int k, int n, int[] rows, int first, DoubleBuffer target) {
        if (staging.length < n) {
            staging = new double[Math.max(n, STAGING_ELEMENTS)];
        }
        int staged = 0;
        int copied = 0;
        for (int r = 0; r < k; r++) {
            if (staged + n > staging.length) {
                target.put(copied, staging, 0, staged);
                copied += staged;
                staged = 0;
            }
            if (n < NARROW) {
                widenNarrow(w, rows[first + r] * n, staging, staged, n);
            } else {
                widen(w, rows[first + r] * n, staging, staged, n);
            }
            staged += n;
        }
        target.put(copied, staging, 0, staged);
    }

    private static void widen(float[] source, int from, double[] target, int to, int n) {
        for (int j = 0; j < n; j++) {
            target[to + j] = source[from + j];
        }
    }

    private static void widenNarrow(float[] source, int from, double[] target, int to, int n) {
        for (int j = 0; j < n; j++) {
            target[to + j] = source[from + j];
        }
    }

    private void addInHeap(double[] a, int m, int k, float[] w, int n, int[] rows, int first, boolean fresh) {
        if (small.length < m * n) {
            small = new double[m * n];
        }
        if (fresh) {
            Arrays.fill(small, 0, m * n, 0);
        }
        for (int i = 0; i < m; i++) {
            for (int r = 0; r < k; r++) {
                double factor = a[i * k + r];
                int from = rows[first + r] * n;
                for (int j = 0, at = i * n; j < n; j++, at++) {
                    small[at] += factor * w[from + j];
                }
            }
        }
    }
}
