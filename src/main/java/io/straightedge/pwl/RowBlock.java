package io.straightedge.pwl;

/**
 * The rows by which the breakpoints of a stretch change a layer's slopes, each with its coefficients,
 * and weighted sums of them. Rows are arrays of their own and each loop writes one array: that is
 * what the JIT compilers of JDK 17 to 25 turn into vector instructions.
 */
final class RowBlock {
    /**
     * Narrow rows have loops of their own. The compiler does not unroll, let alone vectorise, a loop that
     * it has mostly seen end early, and one process meets layers of all widths.
     */
    private static final int NARROW = 32;

    /** Units summed at a time, so that the sums stay in the first-level cache. */
    private static final int TILE = 1024;

    private final int width;
    private final double[][] owned;
    private final double[][] rows;
    private final double[] inValue;
    private final double[] inSlope;
    private final double[] inSquare;
    private int count;

    RowBlock(int capacity, int width) {
        this.width = width;
        owned = new double[capacity][];
        rows = new double[capacity][];
        inValue = new double[capacity];
        inSlope = new double[capacity];
        inSquare = new double[capacity];
    }

    int capacity() {
        return rows.length;
    }

    int count() {
        return count;
    }

    boolean full() {
        return count == rows.length;
    }

    void clear() {
        count = 0;
    }

    /** Row i without its coefficient. */
    double[] row(int i) {
        return rows[i];
    }

    /** Coefficient of row i in the slopes. */
    double inSlope(int i) {
        return inSlope[i];
    }

    /** Adds a row of float32 weights; the coefficients are those of {@link #sum} and {@link #sumSquares}. */
    void addWeights(float[] weights, int row, double value, double slope, double square) {
        double[] target = owned[count];
        if (target == null) {
            target = new double[width];
            owned[count] = target;
        }
        if (width < NARROW) {
            widenNarrow(weights, row * width, target);
        } else {
            widen(weights, row * width, target);
        }
        add(target, value, slope, square);
    }

    /** Adds a row without copying it. */
    void add(double[] row, double value, double slope, double square) {
        rows[count] = row;
        inValue[count] = value;
        inSlope[count] = slope;
        inSquare[count] = square;
        count++;
    }

    /** Adds Σ inValue·row to z and Σ inSlope·row to the slopes, over rows {@code first} to {@code last}. */
    void sum(int first, int last, double[] z, double[] slope) {
        if (width < NARROW) {
            addNarrow(z, inValue, first, last);
            addNarrow(slope, inSlope, first, last);
            return;
        }
        for (int from = 0; from < width; from += TILE) {
            int to = Math.min(from + TILE, width);
            int i = first;
            for (; i + 4 <= last; i += 4) {
                addFour(z, inValue, i, from, to);
                addFour(slope, inSlope, i, from, to);
            }
            for (; i < last; i++) {
                addOne(z, inValue[i], rows[i], from, to);
                addOne(slope, inSlope[i], rows[i], from, to);
            }
        }
    }

    /** Adds Σ inSquare·row² to the squares. */
    void sumSquares(int first, int last, double[] squares) {
        if (width < NARROW) {
            addNarrowSquares(squares, first, last);
            return;
        }
        for (int from = 0; from < width; from += TILE) {
            int to = Math.min(from + TILE, width);
            int i = first;
            for (; i + 4 <= last; i += 4) {
                addFourSquares(squares, i, from, to);
            }
            for (; i < last; i++) {
                addOneSquare(squares, inSquare[i], rows[i], from, to);
            }
        }
    }

    private static void widen(float[] weights, int from, double[] target) {
        for (int j = 0, k = from; j < target.length; j++, k++) {
            target[j] = weights[k];
        }
    }

    private static void widenNarrow(float[] weights, int from, double[] target) {
        for (int j = 0, k = from; j < target.length; j++, k++) {
            target[j] = weights[k];
        }
    }

    private void addNarrow(double[] sum, double[] factor, int first, int last) {
        for (int i = first; i < last; i++) {
            double[] row = rows[i];
            double f = factor[i];
            for (int j = 0; j < width; j++) {
                sum[j] += f * row[j];
            }
        }
    }

    private void addNarrowSquares(double[] sum, int first, int last) {
        for (int i = first; i < last; i++) {
            double[] row = rows[i];
            double f = inSquare[i];
            for (int j = 0; j < width; j++) {
                sum[j] += f * (row[j] * row[j]);
            }
        }
    }

    private void addFour(double[] sum, double[] factor, int i, int from, int to) {
        double[] a = rows[i];
        double[] b = rows[i + 1];
        double[] c = rows[i + 2];
        double[] d = rows[i + 3];
        double fa = factor[i];
        double fb = factor[i + 1];
        double fc = factor[i + 2];
        double fd = factor[i + 3];
        for (int j = from; j < to; j++) {
            sum[j] += fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
        }
    }

    private void addFourSquares(double[] sum, int i, int from, int to) {
        double[] a = rows[i];
        double[] b = rows[i + 1];
        double[] c = rows[i + 2];
        double[] d = rows[i + 3];
        double fa = inSquare[i];
        double fb = inSquare[i + 1];
        double fc = inSquare[i + 2];
        double fd = inSquare[i + 3];
        for (int j = from; j < to; j++) {
            sum[j] += fa * (a[j] * a[j]) + fb * (b[j] * b[j]) + fc * (c[j] * c[j]) + fd * (d[j] * d[j]);
        }
    }

    private static void addOne(double[] sum, double factor, double[] row, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] += factor * row[j];
        }
    }

    private static void addOneSquare(double[] sum, double factor, double[] row, int from, int to) {
        for (int j = from; j < to; j++) {
            sum[j] += factor * (row[j] * row[j]);
        }
    }
}
