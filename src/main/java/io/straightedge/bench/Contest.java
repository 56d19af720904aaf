package io.straightedge.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;

/**
 * Times some tasks in turn, again and again, so that whatever else the machine does falls on all of them
 * alike. Medians.
 */
final class Contest {
    private static final int LEAST_WARMUP = 2;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Contest() {}

    /** Median milliseconds by the clock, and of the thread's processor time. */
    record Time(double wall, double cpu) {}

    /**
     * Warms up for a third of the time, then measures.
     *
     * @param least seconds to go on for at least
     * @param rounds how many rounds at least
     */
    static List<Time> run(double least, int rounds, List<Runnable> tasks) {
        warmUp(least / 3, tasks);
        return measure(least * 2 / 3, rounds, tasks);
    }

    /** Runs the tasks without timing them, for so many seconds and a few rounds at least. */
    static void warmUp(double least, List<Runnable> tasks) {
        long end = System.nanoTime() + (long) (least * 1e9);
        for (int i = 0; i < LEAST_WARMUP || System.nanoTime() < end; i++) {
            tasks.forEach(Runnable::run);
        }
    }

    /** As {@link #run}, without the warm-up. */
    static List<Time> measure(double least, int rounds, List<Runnable> tasks) {
        int most = 100 * rounds;
        double[][] wall = new double[tasks.size()][most];
        double[][] cpu = new double[tasks.size()][most];
        long end = System.nanoTime() + (long) (least * 1e9);
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

    /** Of the first {@code count} values. */
    static double median(double[] values, int count) {
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}
