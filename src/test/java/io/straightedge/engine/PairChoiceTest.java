package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.Dataset;
import io.straightedge.data.Datasets;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.PairRecord;
import io.straightedge.run.RunSpec;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairChoiceTest {
    @TempDir
    Path directory;

    @Test
    void onePairOfEachClassKeepsItsPaths() {
        PairChoice choice = choose(6, "same", List.of(50, 50));
        assertThat(choice.kept()).isEqualTo(6);
        assertThat(choice.measured().subList(0, 6))
                .extracting(MeasuredPair::classA)
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(choice.pairs()).hasSize(60).doesNotHaveDuplicates();
        List<PairRecord> records = choice.keptRecords();
        assertThat(records).extracting(PairRecord::pair).containsExactly(0, 1, 2, 3, 4, 5);
        for (int i = 0; i < 6; i++) {
            assertThat(records.get(i).a().sample())
                    .isEqualTo(choice.measured().get(i).a());
        }
    }

    @Test
    void fewClassesKeepFourPairs() {
        PairChoice choice = choose(2, "same", List.of(50));
        assertThat(choice.kept()).isEqualTo(4);
        assertThat(choice.measured().subList(0, 4))
                .extracting(MeasuredPair::classA)
                .isSorted()
                .contains(0, 1);
    }

    @Test
    void acrossClassesTenCombinationsAreKept() {
        PairChoice choice = choose(8, "different", List.of(100));
        assertThat(choice.kept()).isEqualTo(10);
        assertThat(choice.measured().subList(0, 10).stream()
                        .map(pair -> new HashSet<>(List.of(pair.classA(), pair.classB()))))
                .doesNotHaveDuplicates();
    }

    @Test
    void wideNetworksKeepFewerPairs() {
        assertThat(choose(8, "same", List.of(1000, 1000)).kept()).isEqualTo(5);
        assertThat(choose(8, "same", List.of(9000)).kept()).isEqualTo(4);
    }

    @Test
    void regressionHasNoClasses() {
        RunSpec spec = RunSpec.of(Map.of("dataset", Map.of("name", "curve", "function", "step")));
        PairChoice choice = new PairChoice(load(spec), spec);
        assertThat(choice.kept()).isEqualTo(4);
        assertThat(choice.measured()).extracting(MeasuredPair::classA).containsOnly(-1);
        assertThat(choice.keptRecords().get(0).a().label()).isNull();
    }

    private PairChoice choose(int classes, String kind, List<Integer> hidden) {
        RunSpec spec = spec(classes, kind, 500, hidden);
        return new PairChoice(load(spec), spec);
    }

    private Dataset load(RunSpec spec) {
        return new Datasets(directory, directory.resolve("uploads")).load(DatasetRequests.of(spec));
    }

    private static RunSpec spec(int classes, String kind, int samples, List<Integer> hidden) {
        return RunSpec.of(Map.of(
                "dataset", Map.of("name", "clusters", "samples", samples, "dimension", 5, "classes", classes),
                "network", Map.of("hidden", hidden),
                "measure", Map.of("kind", kind, "pairs", 60)));
    }
}
