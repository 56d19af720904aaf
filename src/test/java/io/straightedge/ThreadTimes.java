package io.straightedge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processor time of a process by groups of threads with the same name but for their number, in seconds; on Linux. */
record ThreadTimes(Map<String, Double> seconds) {
    private static final double TICKS_PER_SECOND = 100;

    static ThreadTimes of(long pid) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        List<Path> threads;
        try (Stream<Path> listed = Files.list(Path.of("/proc/" + pid + "/task"))) {
            threads = listed.toList();
        }
        for (Path thread : threads) {
            try {
                String stat = Files.readString(thread.resolve("stat"));
                String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
                // After the name: state is field 0, then user and system time are fields 11 and 12.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                double used = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
                seconds.merge(name.replaceFirst("[-#\\d]+$", ""), used, Double::sum);
            } catch (NoSuchFileException e) {
                continue; // it has ended
            }
        }
        return new ThreadTimes(seconds);
    }

    ThreadTimes since(ThreadTimes before) {
        Map<String, Double> used = new TreeMap<>();
        seconds.forEach((name, value) -> used.put(name, value - before.seconds.getOrDefault(name, 0.0)));
        return new ThreadTimes(used);
    }

    ThreadTimes plus(ThreadTimes other) {
        Map<String, Double> sum = new TreeMap<>(seconds);
        other.seconds.forEach((name, value) -> sum.merge(name, value, Double::sum));
        return new ThreadTimes(sum);
    }
}
