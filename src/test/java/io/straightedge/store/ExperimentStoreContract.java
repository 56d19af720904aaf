package io.straightedge.store;

import static io.straightedge.store.Samples.NOON;
import static io.straightedge.store.Samples.SETUP;
import static io.straightedge.store.Samples.point;
import static io.straightedge.store.Samples.points;
import static io.straightedge.store.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentStore;
import io.straightedge.run.ExperimentStore.Ends;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.RunTally;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ExperimentStore} does, whatever it keeps its experiments in. */
abstract class ExperimentStoreContract {
    private RunStore store;
    private ExperimentStore experiments;

    /** A store; the same data again after it was closed. */
    abstract RunStore open();

    @BeforeEach
    void openStore() {
        store = open();
        experiments = store.experiments();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void anExperimentComesWithItsRunsSeedBySeed() {
        store.create(Samples.spec("alone"), NOON);
        ExperimentSpec spec = spec(1, 2);
        List<Run> runs = experiments.create(spec, NOON);

        assertThat(runs).extracting(Run::id).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(runs).extracting(Run::experiment).containsOnly(1L);
        assertThat(runs).extracting(Run::cell).containsExactly(0, 1, 2, 0, 1, 2);
        assertThat(runs).extracting(run -> run.spec().training().seed()).containsExactly(1L, 1L, 1L, 2L, 2L, 2L);
        assertThat(runs).extracting(run -> run.spec().network().hidden().get(0)).containsExactly(8, 16, 32, 8, 16, 32);
        assertThat(store.list(Long.MAX_VALUE, 10)).extracting(Run::experiment).containsOnly(1L, null);
        closeStore();
        openStore();
        assertThat(experiments.find(1)).contains(new Experiment(1, spec, NOON, false, null));
        assertThat(experiments.runs(1)).containsExactlyInAnyOrderElementsOf(runs);
        assertThat(store.find(3)).contains(runs.get(1));
        assertThat(store.queued()).extracting(Run::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void importedRunsAreFailedUntilTheirEventsSayOtherwise() {
        Experiment empty = experiments.createEmpty(spec(1), NOON, null);
        assertThat(experiments.find(empty.id())).contains(empty);
        assertThat(experiments.runs(empty.id())).isEmpty();
        Run run = store.createImported(spec(1).run(spec(1).cells().get(2), 1), NOON, empty.id(), 2, null);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.cell()).isEqualTo(2);
        assertThat(store.find(run.id())).contains(run);
        assertThat(experiments.runs(empty.id())).containsExactly(run);
        store.append(List.of(
                new RunEvent.StateChanged(run.id(), 0, NOON.plusSeconds(1), RunState.RUNNING, ""),
                new RunEvent.StateChanged(run.id(), 0, NOON.plusSeconds(9), RunState.FINISHED, "done")));
        Run ended = store.find(run.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(RunState.FINISHED);
        assertThat(ended.started()).isEqualTo(NOON.plusSeconds(1));
        assertThat(ended.ended()).isEqualTo(NOON.plusSeconds(9));
    }

    @Test
    void experimentsAndTheirRunsComeInPagesNewestFirst() {
        LongStream.rangeClosed(1, 3).forEach(seed -> experiments.create(spec(seed), NOON));

        assertThat(experiments.list(Long.MAX_VALUE, 2))
                .extracting(Experiment::id)
                .containsExactly(3L, 2L);
        assertThat(experiments.list(2, 2)).extracting(Experiment::id).containsExactly(1L);
        assertThat(experiments.runs(2)).extracting(Run::id).containsExactly(6L, 5L, 4L);
        assertThat(experiments.runs(2, 6, 1)).extracting(Run::id).containsExactly(5L);
        assertThat(experiments.runs(2, 4, 9)).isEmpty();
    }

    @Test
    void moreSeedsAddOnlyTheirRuns() {
        experiments.create(spec(1, 2), NOON);
        experiments.markStopped(1);
        assertThat(experiments.find(1).orElseThrow().stopped()).isTrue();

        List<Run> added = experiments.extend(1, List.of(2L, 7L, 7L), NOON.plusSeconds(1));

        assertThat(added).extracting(run -> run.spec().training().seed()).containsExactly(7L, 7L, 7L);
        assertThat(added).extracting(Run::cell).containsExactly(0, 1, 2);
        assertThat(experiments.find(1)).contains(new Experiment(1, spec(1, 2, 7), NOON, false, null));
        assertThat(experiments.runs(1)).hasSize(9);
        assertThat(experiments.extend(1, List.of(1L, 7L), NOON)).isEmpty();
        assertThat(experiments.extend(99, List.of(3L), NOON)).isEmpty();
        List<Long> tooMany = LongStream.range(100, 500).boxed().toList();
        assertThatThrownBy(() -> experiments.extend(1, tooMany, NOON))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("at most 1000 runs");
        assertThat(experiments.runs(1)).hasSize(9);
        assertThat(experiments.find(1).orElseThrow().spec()).isEqualTo(spec(1, 2, 7));
    }

    @Test
    void twoWhoAddTheSameSeedsAddThemOnce() throws Exception {
        experiments.create(spec(1), NOON);
        List<List<Run>> added = ConcurrentUse.atOnce(List.of(
                () -> experiments.extend(1, List.of(2L, 3L), NOON),
                () -> experiments.extend(1, List.of(2L, 3L), NOON),
                () -> experiments.extend(1, List.of(2L, 3L), NOON)));

        assertThat(added.stream().mapToInt(List::size).sum()).isEqualTo(6);
        assertThat(experiments.runs(1)).hasSize(9);
    }

    @Test
    void countsRunsByState() {
        experiments.create(spec(1, 2), NOON);
        experiments.create(spec(1), NOON);
        store.append(List.of(
                at(1, 0, RunState.RUNNING),
                at(1, 4, RunState.FINISHED),
                at(2, 1, RunState.RUNNING),
                at(2, 3, RunState.FINISHED),
                at(3, 2, RunState.RUNNING),
                at(3, 60, RunState.FAILED),
                at(4, 5, RunState.RUNNING),
                new RunEvent.SetUp(4, 0, SETUP, List.of(), List.of()),
                points(4, point("x", SETUP.totalSteps() / 4, 1))));

        Map<Long, RunTally> tallies = experiments.tallies(List.of(1L, 2L, 99L));
        assertThat(tallies).containsOnlyKeys(1L, 2L);
        RunTally first = tallies.get(1L);
        assertThat(first.counts())
                .isEqualTo(Map.of(RunState.QUEUED, 2, RunState.RUNNING, 1, RunState.FINISHED, 2, RunState.FAILED, 1));
        assertThat(first.partial()).isEqualTo(0.25);
        assertThat(first.started()).isEqualTo(NOON);
        assertThat(first.ended()).isEqualTo(NOON.plusSeconds(60));
        assertThat(first.meanMillis()).isEqualTo(3000, within(1e-6));
        assertThat(tallies.get(2L)).isEqualTo(new RunTally(Map.of(RunState.QUEUED, 3), 0, null, null, Double.NaN));
        assertThat(experiments.tallies(List.of())).isEmpty();
    }

    @Test
    void givesTheEndsOfEverySeries() {
        experiments.create(spec(1), NOON);
        experiments.create(spec(2), NOON);
        store.append(List.of(
                points(1, point("a", 30, 3), point("a", 0, 1), point("b", 5, Double.NaN)),
                points(1, point("a", 10, 2)),
                points(2, point("a", 7, 8)),
                points(4, point("elsewhere", 1, 1), point("a", 1, 1))));

        assertThat(experiments.keys(1)).containsExactly("a", "b");
        assertThat(experiments.ends(1, Set.of("a", "unheard of")))
                .isEqualTo(Map.of(1L, Map.of("a", new Ends(1, 3)), 2L, Map.of("a", new Ends(8, 8))));
        assertThat(experiments.ends(1, Set.of()).get(1L))
                .isEqualTo(Map.of("a", new Ends(1, 3), "b", new Ends(Double.NaN, Double.NaN)));
        assertThat(experiments.ends(1, Set.of("elsewhere"))).isEmpty();
        assertThat(experiments.ends(99, Set.of())).isEmpty();
    }

    @Test
    void deletingTakesTheRunsAlongAndNoOthers() {
        long alone = store.create(Samples.spec("alone"), NOON).id();
        experiments.create(spec(1), NOON);
        experiments.create(spec(2), NOON);
        store.append(List.of(points(2, point("x", 1, 1)), state(2, RunState.RUNNING)));

        assertThat(experiments.delete(1)).isTrue();

        assertThat(experiments.delete(1)).isFalse();
        assertThat(experiments.find(1)).isEmpty();
        assertThat(experiments.runs(1)).isEmpty();
        assertThat(store.metrics(2, Set.of())).isEmpty();
        assertThat(store.list(Long.MAX_VALUE, 10)).extracting(Run::id).containsExactly(7L, 6L, 5L, alone);
        assertThat(store.delete(6)).isTrue();
        assertThat(experiments.runs(2)).hasSize(2);
    }

    private static RunEvent at(long run, long seconds, RunState state) {
        return new RunEvent.StateChanged(run, 0, NOON.plusSeconds(seconds), state, "");
    }

    private static ExperimentSpec spec(long... seeds) {
        return ExperimentSpec.of(Map.of(
                "name",
                "widths",
                "base",
                Map.of("dataset", Map.of("name", "clusters"), "training", Map.of("learningRate", 0.1 + 0.2)),
                "grid",
                Map.of("network.hidden", List.of(List.of(8), List.of(16), List.of(32))),
                "seeds",
                LongStream.of(seeds).boxed().toList()));
    }
}
