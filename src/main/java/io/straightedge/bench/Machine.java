package io.straightedge.bench;

import io.straightedge.linalg.Blas;
import java.util.Arrays;

/** What one thread of this machine can do at best, measured on the spot. */
final class Machine {
    private static final int PRODUCT = 1536;
    private static final int TRIALS = 7;
    private static final double LEAST_NANOS = 2e7;

    private Machine() {}

    /** Floating-point operations a nanosecond in a large float64 product, its few copies included; the fastest of some. */
    static double productSpeed() {
        double[] a = new double[PRODUCT * PRODUCT];
        double[] b = a.clone();
        double[] c = a.clone();
        Arrays.fill(a, 0.5);
        Arrays.fill(b, 0.5);
        double nanos = fastest(() -> Blas.multiply(a, b, c, PRODUCT, PRODUCT, PRODUCT));
        return 2.0 * PRODUCT * PRODUCT * PRODUCT / nanos;
    }

    /** Bytes a nanosecond when so many are read again and again, from whichever cache holds them; the fastest of some. */
    static double readSpeed(long bytes) {
        int[] one = new int[(int) (bytes / 2 / Integer.BYTES)];
        int[] other = one.clone();
        // Comparing is the one loop over memory that the JDK brings in hand-written vector instructions.
        double nanos = fastest(() -> {
            if (!Arrays.equals(one, other)) {
                throw new IllegalStateException("equal arrays differ");
            }
        });
        return 2.0 * Integer.BYTES * one.length / nanos;
    }

    private static double fastest(Runnable task) {
        double fastest = Double.POSITIVE_INFINITY;
        for (int trial = 0; trial < TRIALS; trial++) {
            long start = System.nanoTime();
            int runs = 0;
            do {
                task.run();
                runs++;
            } while (System.nanoTime() - start < LEAST_NANOS);
            fastest = Math.min(fastest, (double) (System.nanoTime() - start) / runs);
        }
        return fastest;
    }
}
