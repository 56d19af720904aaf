package io.straightedge.experiment;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hipparchus.stat.descriptive.StreamingStatistics;
import org.jspecify.annotations.Nullable;

/** One measure of an experiment, cell by cell over its seeds. */
public final class ResultTable {
    private ResultTable() {}

    /** When a run's value is taken. */
    public enum At {
        FIRST,
        LAST,
        /** Last ÷ first. */
        CHANGE;

        public static Optional<At> of(String label) {
            return java.util.Arrays.stream(values())
                    .filter(at -> at.name().toLowerCase(Locale.ROOT).equals(label))
                    .findFirst();
        }

        double of(RunResult run, String key) {
            return switch (this) {
                case FIRST -> run.first(key);
                case LAST -> run.last(key);
                case CHANGE -> run.last(key) / run.first(key);
            };
        }
    }

    /**
     * The finished runs of one cell.
     *
     * @param x the swept field as a number: the width of layers that are all alike, or the cell's index where
     *     there is no number
     * @param group what the cell's other fields are; empty when no other varies
     * @param n runs that have the value
     * @param sd over these runs; NaN for fewer than two
     * @param low lower end of the mean's 95 % confidence interval (Student's t); NaN for fewer than two runs
     * @param theory expectation at initialisation; NaN where there is none
     */
    public record Point(
            Cell cell, double x, String group, int n, double mean, double sd, double low, double high, double theory) {}

    /** The fields that vary, in the order of the spec. */
    public static List<String> swept(ExperimentSpec spec) {
        Set<String> fields = new LinkedHashSet<>();
        spec.cells().forEach(cell -> fields.addAll(cell.values().keySet()));
        return List.copyOf(fields);
    }

    /** @param x the field that goes along the x axis, or null when none varies */
    public static List<Point> points(Results results, String key, At at, @Nullable String x) {
        List<Point> points = new ArrayList<>();
        for (Cell cell : results.spec().cells()) {
            List<RunResult> runs = results.of(cell);
            StreamingStatistics values = statistics(runs, key, at);
            double error = values.getN() < 2
                    ? Double.NaN
                    : Measured.student(values.getN() - 1.0) * values.getStandardDeviation() / Math.sqrt(values.getN());
            points.add(new Point(
                    cell,
                    place(cell, x),
                    group(cell, x),
                    (int) values.getN(),
                    values.getMean(),
                    values.getN() < 2 ? Double.NaN : values.getStandardDeviation(),
                    values.getMean() - error,
                    values.getMean() + error,
                    at == At.CHANGE ? Double.NaN : theory(runs, key)));
        }
        return points;
    }

    private static StreamingStatistics statistics(List<RunResult> runs, String key, At at) {
        StreamingStatistics statistics = new StreamingStatistics();
        runs.stream()
                .mapToDouble(run -> at.of(run, key))
                .filter(value -> !Double.isNaN(value))
                .forEach(statistics::addValue);
        return statistics;
    }

    private static double theory(List<RunResult> runs, String key) {
        String expected = key.replaceFirst("^(path|normalised)/", "theory/");
        return expected.equals(key)
                ? Double.NaN
                : statistics(runs, expected, At.FIRST).getMean();
    }

    private static double place(Cell cell, @Nullable String x) {
        Object value = x == null ? null : cell.values().get(x);
        if (value instanceof List<?> list && list.stream().distinct().count() == 1) {
            value = list.get(0);
        }
        return value instanceof Number number ? number.doubleValue() : cell.index();
    }

    private static String group(Cell cell, @Nullable String x) {
        return cell.values().entrySet().stream()
                .filter(field -> !field.getKey().equals(x))
                .map(ResultTable::words)
                .collect(Collectors.joining(", "));
    }

    private static String words(Map.Entry<String, Object> field) {
        return field.getKey().substring(field.getKey().lastIndexOf('.') + 1) + " " + field.getValue();
    }
}
