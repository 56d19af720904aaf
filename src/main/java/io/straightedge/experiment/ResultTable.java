package io.straightedge.experiment;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
     * @param x the swept field as a number: the width of layers that are all alike; where that does not tell
     *     the values apart, the number of layers, or else the value's index among those of the field
     * @param group what the fields are that vary besides; empty when none does
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

    /** The keys that {@link #points} reads for one: itself, and its expectation where there is one. */
    public static Set<String> keys(String key) {
        Set<String> keys = new LinkedHashSet<>(List.of(key));
        keys.add(expectation(key));
        return keys;
    }

    /** The key of what theory expects; the key itself where it expects nothing. */
    private static String expectation(String key) {
        return key.replaceFirst("^(path|normalised)/", "theory/");
    }

    /** @param x the field that goes along the x axis, or null when none varies */
    public static List<Point> points(Results results, String key, At at, @Nullable String x) {
        List<Cell> cells = results.spec().cells();
        Map<Object, Double> places = places(cells, x);
        List<String> grouping = grouping(results.spec(), x);
        List<Point> points = new ArrayList<>();
        for (Cell cell : cells) {
            List<RunResult> runs = results.of(cell);
            StreamingStatistics values = statistics(runs, key, at);
            double error = values.getN() < 2
                    ? Double.NaN
                    : Measured.student(values.getN() - 1.0) * values.getStandardDeviation() / Math.sqrt(values.getN());
            points.add(new Point(
                    cell,
                    Objects.requireNonNull(places.get(value(cell, x))),
                    group(cell, grouping),
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
        String expected = expectation(key);
        return expected.equals(key)
                ? Double.NaN
                : statistics(runs, expected, At.FIRST).getMean();
    }

    /** Where each value of a field lies on the axis. */
    private static Map<Object, Double> places(List<Cell> cells, @Nullable String x) {
        List<Object> values =
                cells.stream().map(cell -> value(cell, x)).distinct().toList();
        for (Function<Object, Double> number :
                List.<Function<Object, Double>>of(ResultTable::size, ResultTable::depth)) {
            Map<Object, Double> places = new HashMap<>();
            values.forEach(value -> places.put(value, number.apply(value)));
            if (!places.containsValue(Double.NaN) && Set.copyOf(places.values()).size() == values.size()) {
                return places;
            }
        }
        return values.stream().collect(Collectors.toMap(value -> value, value -> (double) values.indexOf(value)));
    }

    /** A number itself, or the width of layers that are all alike. */
    private static double size(Object value) {
        if (value instanceof List<?> list && list.stream().distinct().count() == 1) {
            return size(list.get(0));
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static double depth(Object value) {
        return value instanceof List<?> list ? list.size() : Double.NaN;
    }

    /** The fields that vary while x stays as it is: those that x decides say nothing new. */
    private static List<String> grouping(ExperimentSpec spec, @Nullable String x) {
        List<Cell> cells = spec.cells();
        return swept(spec).stream()
                .filter(field -> !field.equals(x))
                .filter(field -> cells.stream()
                        .collect(Collectors.groupingBy(
                                cell -> value(cell, x),
                                Collectors.mapping(cell -> value(cell, field), Collectors.toSet())))
                        .values()
                        .stream()
                        .anyMatch(values -> values.size() > 1))
                .toList();
    }

    private static String group(Cell cell, List<String> fields) {
        return fields.stream()
                .filter(cell.values()::containsKey)
                .map(field -> field.substring(field.lastIndexOf('.') + 1) + " " + value(cell, field))
                .collect(Collectors.joining(", "));
    }

    /** Nothing stands for a field that this cell leaves as it is in the others' base. */
    private static Object value(Cell cell, @Nullable String field) {
        return Objects.requireNonNullElse(field == null ? null : cell.values().get(field), "");
    }
}
