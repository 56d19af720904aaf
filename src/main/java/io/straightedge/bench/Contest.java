package io.straightedge.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * Times some tasks in turn, again and again, so that whatever else the machine does falls on all of them
 * alike. Medians; the first rounds only warm up.
 */
final class Contest {
    /** A fifth of the rounds more, at least this many, come first. */
    private static final int LEAST_WARMUP = 2;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Contest() {}

    /** Median milliseconds by the clock, and of the thread's processor time. */
    record Time(double wall, double cpu) {}

    /**
     * @param least seconds to go on for at least, the warm-up included
     * @param rounds how many rounds at least
     */
    static List<Time> run(double least, int rounds, List<Runnable> tasks) {
        warmUp(least / 3, rounds, tasks);
        int most = 100 * rounds;
        double[][] wall = new double[tasks.size()][most];
        double[][] cpu = new double[tasks.size()][most];
        long end = System.nanoTime() + (long) (least * 2 / 3 * 1e9);
        int round = 0;
        for (; round < most && (round < rounds || System.nanoTime() < end); round++) {
            for (int i = 0; i < tasks.size(); i++) {
                long cpuStart = THREADS.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                tasks.get(i).run();
                wall[i][round] = (System.nanoTime() - start) / 1e6;
                cpu[i][round] = (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6;
            }
        }
        Time[] times = new Time[tasks.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = new Time(median(wall[i], round), median(cpu[i], round));
        }
        return List.of(times);
    }

    private static void warmUp(double least, int rounds, List<Runnable> tasks) {
        long end = System.nanoTime() + (long) (least * 1e9);
        for (int i = 0; i < Math.max(LEAST_WARMUP, rounds / 5) || System.nanoTime() < end; i++) {
            tasks.forEach(Runnable::run);
        }
    }

    private static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
