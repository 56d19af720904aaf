package io.straightedge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentSpecTest {
    private static final Map<String, Object> GRID = Map.of("network.hidden", List.of(List.of(8), List.of(16, 4)));

    @Test
    void runsEveryCellWithEverySeed() {
        ExperimentSpec spec = ExperimentSpec.of(Map.of(
                "base", Map.of("dataset", Map.of("name", "clusters")),
                "grid", GRID,
                "list", List.of(Map.of("training.epochs", 2), Map.of("training.epochs", 5, "dataset.samples", 300)),
                "seeds", List.of(1, 2, 7)));
        assertThat(spec.runs()).isEqualTo(12);
        assertThat(spec.cells()).hasSize(4);
        RunSpec last = spec.run(spec.cells().get(3), 7);
        assertThat(last.dataset().name()).isEqualTo("clusters");
        assertThat(last.dataset().samples()).isEqualTo(300);
        assertThat(last.network().hidden()).containsExactly(16, 4);
        assertThat(last.training().epochs()).isEqualTo(5);
        assertThat(last.training().seed()).isEqualTo(7);
        assertThat(last.name()).contains("hidden [16, 4]", "seed 7");
        assertThat(ExperimentSpec.of(spec.toMap())).isEqualTo(spec);
    }

    @Test
    void withoutVariedFieldsThereIsOneCell() {
        ExperimentSpec spec = ExperimentSpec.of(Map.of("seeds", List.of(3)));
        assertThat(spec.cells()).hasSize(1);
        assertThat(spec.run(spec.cells().get(0), 3).training().seed()).isEqualTo(3);
    }

    @Test
    void moreSeedsAreAddedOnce() {
        ExperimentSpec spec = ExperimentSpec.of(Map.of("seeds", List.of(1, 2)));
        assertThat(spec.withSeeds(List.of(2L, 3L)).seeds()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void namesWhatIsWrongWhereItWasSet() {
        assertThatThrownBy(() -> ExperimentSpec.of(Map.of(
                        "base", Map.of("training", Map.of("batchSize", 0)),
                        "grid", Map.of("network.hidden", List.of(List.of(-5)), "training.seed", List.of(1)))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("base.training.batchSize: 0 is not allowed")
                .hasMessageContaining("grid.network.hidden[0]: -5 is not allowed")
                .hasMessageContaining("seeds have a field of their own");
    }

    @Test
    void refusesSweepsThatWouldFillTheQueue() {
        List<Integer> rates = IntStream.range(1, 101).boxed().toList();
        assertThatThrownBy(() -> ExperimentSpec.of(
                        Map.of("grid", Map.of("training.learningRate", rates, "training.epochs", rates))))
                .hasMessageContaining("makes 10000 runs")
                .hasMessageContaining("at most 1000");
    }

    @Test
    void refusesUnknownFields() {
        assertThatThrownBy(() -> ExperimentSpec.of(Map.of("grid", Map.of("network.width", List.of(5)))))
                .hasMessageContaining("network.width");
        assertThatThrownBy(() -> ExperimentSpec.of(Map.of("sweep", Map.of()))).hasMessageContaining("sweep");
        assertThatThrownBy(() -> ExperimentSpec.of(Map.of("grid", Map.of("network.hidden", List.of()))))
                .hasMessageContaining("at least one value");
        assertThatThrownBy(() -> ExperimentSpec.of(Map.of("grid", Map.of("training.epochs", Arrays.asList(5, null)))))
                .hasMessageContaining("grid.training.epochs: holds null");
    }
}
