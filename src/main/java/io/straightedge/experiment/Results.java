package io.straightedge.experiment;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import io.straightedge.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the runs of an experiment measured so far. */
public record Results(ExperimentSpec spec, List<RunResult> runs) {

    /** The finished runs of a cell, by seed. */
    public List<RunResult> of(Cell cell) {
        return runs.stream()
                .filter(run -> run.cell() == cell.index() && run.state() == RunState.FINISHED)
                .sorted((a, b) -> Long.compare(a.seed(), b.seed()))
                .toList();
    }

    /** The finished runs of every cell with these values in its fields. */
    List<RunResult> where(Map<String, ?> values) {
        return spec.cells().stream()
                .filter(cell -> values.entrySet().stream()
                        .allMatch(value -> same(cell.values().get(value.getKey()), value.getValue())))
                .flatMap(cell -> of(cell).stream())
                .toList();
    }

    /**
     * Finished runs by the value of a field.
     *
     * @param x NaN where the field does not vary
     */
    record Group(double x, List<RunResult> runs) {}

    /** Groups ascending in a field that is a number, or a list of which the first counts; at least one. */
    List<Group> by(String field) {
        SortedMap<Double, List<RunResult>> sorted = new TreeMap<>();
        for (Cell cell : spec.cells()) {
            sorted.computeIfAbsent(number(cell.values().get(field)), x -> new ArrayList<>())
                    .addAll(of(cell));
        }
        List<Group> groups = new ArrayList<>();
        sorted.forEach((x, found) -> groups.add(new Group(x, found)));
        return groups;
    }

    /** Log-log slope of a measure of finished runs against such a field. */
    Measured slope(String field, ToDoubleFunction<RunResult> measure) {
        List<Slope.Place> places = new ArrayList<>();
        for (Group group : by(field)) {
            for (RunResult run : group.runs) {
                places.add(new Slope.Place(run.seed(), group.x, measure.applyAsDouble(run)));
            }
        }
        return Slope.logLog(places);
    }

    /** All finished runs. */
    List<RunResult> finished() {
        return spec.cells().stream().flatMap(cell -> of(cell).stream()).toList();
    }

    /** Finished runs of the cell that has fewest. */
    int fewestPerCell() {
        return spec.cells().stream().mapToInt(cell -> of(cell).size()).min().orElse(0);
    }

    /** JSON does not tell 1 from 1.0. */
    private static boolean same(@Nullable Object a, Object b) {
        return (a instanceof Number one && b instanceof Number other)
                ? one.doubleValue() == other.doubleValue()
                : b.equals(a);
    }

    private static double number(@Nullable Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return number(list.get(0));
        }
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
