package io.straightedge.pwl;

/**
 * The rows by which the breakpoints of a stretch change a layer's slopes, each with its coefficient,
 * and weighted sums of them. Rows are arrays of their own and each loop writes one array: that is
 * what the JIT compilers of JDK 17 to 25 turn into vector instructions.
 */
final class RowBlock {
    /** Units summed at a time, so that the sums stay in the first-level cache. */
    private static final int TILE = 1024;

    private final int width;
    private final double[][] owned;
    private final double[][] rows;
    private final double[] change;
    private final double[] reach;
    private final double[] square;
    private int count;

    RowBlock(int capacity, int width) {
        this.width = width;
        owned = new double[capacity][];
        rows = new double[capacity][];
        change = new double[capacity];
        reach = new double[capacity];
        square = new double[capacity];
    }

    int capacity() {
        return rows.length;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Row i without its coefficient. */
    double[] row(int i) {
        return rows[i];
    }

    /** Coefficient of row i in the slopes. */
    double change(int i) {
        return change[i];
    }

    /** Adds a row of float32 weights; see {@link #sum} for the coefficients. */
    void addWeights(float[] weights, int row, double inValue, double inSlope, double inSquare) {
        double[] target = owned[count];
        if (target == null) {
            target = new double[width];
            owned[count] = target;
        }
        for (int j = 0, k = row * width; j < width; j++, k++) {
            target[j] = weights[k];
        }
        add(target, inValue, inSlope, inSquare);
    }

    /** Adds a row without copying it. */
    void add(double[] row, double inValue, double inSlope, double inSquare) {
        rows[count] = row;
        reach[count] = inValue;
        change[count] = inSlope;
        square[count] = inSquare;
        count++;
    }

    /** Adds Σ inValue·row to z, Σ inSlope·row to the slopes and Σ inSquare·row² to the squares. */
    void sum(double[] z, double[] slope, double[] squares) {
        for (int from = 0; from < width; from += TILE) {
            int to = Math.min(from + TILE, width);
            int i = 0;
            for (; i + 4 <= count; i += 4) {
                addFour(z, reach, i, from, to);
                addFour(slope, change, i, from, to);
                addFourSquares(squares, i, from, to);
            }
            for (; i < count; i++) {
                addOne(z, reach[i], rows[i], from, to);
                addOne(slope, change[i], rows[i], from, to);
                addOneSquare(squares, square[i], rows[i], from, to);
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
        double fa = square[i];
        double fb = square[i + 1];
        double fc = square[i + 2];
        double fd = square[i + 3];
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
