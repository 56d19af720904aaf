package io.straightedge.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import io.straightedge.run.ExperimentStore.Ends;
import io.straightedge.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final String WIDTHS = "network.hidden";
    private static final String EPOCHS = "training.epochs";

    @Test
    void meanAndIntervalAreOverTheFinishedRunsOfACell() {
        ExperimentSpec spec = spec(Map.of(WIDTHS, List.of(List.of(8))), List.of());
        List<RunResult> runs = List.of(
                run(1, 0, RunState.FINISHED, 4, 1),
                run(2, 0, RunState.FINISHED, 8, 2),
                run(3, 0, RunState.FINISHED, 2, 3),
                run(4, 0, RunState.STOPPED, 1, 999),
                new RunResult(5, 0, 5, RunState.FINISHED, Map.of()));
        ResultTable.Point last = points(spec, runs, ResultTable.At.LAST, WIDTHS).get(0);
        assertThat(last.n()).isEqualTo(3);
        assertThat(last.mean()).isEqualTo(2);
        assertThat(last.sd()).isEqualTo(1);
        // t of two degrees of freedom is 4.3027, over √3
        assertThat(last.high()).isEqualTo(2 + 2.4841, within(1e-4));
        assertThat(last.low()).isEqualTo(2 - 2.4841, within(1e-4));
        assertThat(points(spec, runs, ResultTable.At.FIRST, WIDTHS).get(0).mean())
                .isEqualTo(14 / 3.0, within(1e-12));
        assertThat(points(spec, runs, ResultTable.At.CHANGE, WIDTHS).get(0).mean())
                .isEqualTo((0.25 + 0.25 + 1.5) / 3, within(1e-12));
    }

    @Test
    void oneRunHasNoIntervalAndNoneHasNoMean() {
        ExperimentSpec spec = spec(Map.of(WIDTHS, List.of(List.of(8), List.of(9))), List.of());
        List<ResultTable.Point> points =
                points(spec, List.of(run(1, 0, RunState.FINISHED, 4, 1)), ResultTable.At.LAST, WIDTHS);
        assertThat(points.get(0).mean()).isEqualTo(1);
        assertThat(points.get(0).sd()).isNaN();
        assertThat(points.get(0).low()).isNaN();
        assertThat(points.get(1).n()).isZero();
        assertThat(points.get(1).mean()).isNaN();
    }

    @Test
    void widthsArePlacedByWidthAndGroupedByWhatElseVaries() {
        ExperimentSpec spec =
                spec(Map.of(WIDTHS, List.of(List.of(8, 8), List.of(16, 16)), EPOCHS, List.of(1, 2)), List.of());
        assertThat(points(spec, List.of(), ResultTable.At.LAST, WIDTHS)).allSatisfy(point -> {
            assertThat(point.x())
                    .isEqualTo(number(((List<?>) point.cell().values().get(WIDTHS)).get(0)));
            assertThat(point.group())
                    .isEqualTo("epochs " + point.cell().values().get(EPOCHS));
        });
        assertThat(points(spec, List.of(), ResultTable.At.LAST, EPOCHS)).allSatisfy(point -> {
            assertThat(point.x()).isEqualTo(number(point.cell().values().get(EPOCHS)));
            assertThat(point.group()).startsWith("hidden [");
        });
    }

    @Test
    void layersOfOneWidthArePlacedByTheirNumberAndOtherListsByTheirIndex() {
        assertThat(places(WIDTHS, List.of(8), List.of(8, 8), List.of(8, 8, 8))).containsExactly(1.0, 2.0, 3.0);
        assertThat(places(WIDTHS, List.of(8, 4), List.of(4, 8))).containsExactly(0.0, 1.0);
        assertThat(places("measure.kind", "same", "random")).containsExactly(0.0, 1.0);
    }

    @Test
    void aFieldThatTheAxisDecidesMakesNoGroups() {
        List<Map<String, Object>> together = List.of(
                Map.of(WIDTHS, List.of(8), "training.learningRate", 0.1),
                Map.of(WIDTHS, List.of(16), "training.learningRate", 0.05));
        ExperimentSpec spec = spec(Map.of(), together);
        assertThat(points(spec, List.of(), ResultTable.At.LAST, WIDTHS))
                .extracting(ResultTable.Point::group)
                .containsOnly("");
    }

    @Test
    void withoutAVariedFieldThereIsOnePoint() {
        ExperimentSpec spec = spec(Map.of(), List.of());
        assertThat(ResultTable.swept(spec)).isEmpty();
        assertThat(ResultTable.points(new Results(spec, List.of()), "m", ResultTable.At.LAST, null))
                .singleElement()
                .extracting(ResultTable.Point::x)
                .isEqualTo(0.0);
    }

    private static List<Double> places(String field, Object... values) {
        ExperimentSpec spec = spec(Map.of(field, List.of(values)), List.of());
        return points(spec, List.of(), ResultTable.At.LAST, field).stream()
                .map(ResultTable.Point::x)
                .toList();
    }

    private static List<ResultTable.Point> points(
            ExperimentSpec spec, List<RunResult> runs, ResultTable.At at, String x) {
        List<ResultTable.Point> points = ResultTable.points(new Results(spec, runs), "path/kinks", at, x);
        assertThat(points)
                .extracting(ResultTable.Point::cell)
                .extracting(Cell::index)
                .isSorted();
        return new ArrayList<>(points);
    }

    private static ExperimentSpec spec(Map<String, Object> grid, List<Map<String, Object>> list) {
        return ExperimentSpec.of(Map.of(
                "base",
                Map.of("dataset", Map.of("name", "clusters")),
                "grid",
                grid,
                "list",
                list,
                "seeds",
                List.of(1, 2, 3, 4, 5)));
    }

    private static RunResult run(long id, int cell, RunState state, double first, double last) {
        return new RunResult(id, cell, id, state, Map.of("path/kinks", new Ends(first, last)));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }
}
