package io.straightedge.store;

import static io.straightedge.store.Samples.NOON;
import static io.straightedge.store.Samples.SETUP;
import static io.straightedge.store.Samples.path;
import static io.straightedge.store.Samples.paths;
import static io.straightedge.store.Samples.point;
import static io.straightedge.store.Samples.points;
import static io.straightedge.store.Samples.spec;
import static io.straightedge.store.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.MeasuredPair;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunState;
import io.straightedge.run.StoreException;
import io.straightedge.run.StoredSize;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link RunStore} does with runs and their events, whatever it keeps them in. */
abstract class RunStoreContract extends StoreContract {
    @Test
    void aNewRunIsQueuedAndNumberedOneAboveTheLast() {
        Run first = store.create(spec("first"), NOON);
        Run second = store.create(spec("second"), NOON.plusSeconds(1));

        assertThat(first)
                .isEqualTo(new Run(
                        1,
                        spec("first"),
                        RunState.QUEUED,
                        "",
                        NOON,
                        null,
                        null,
                        0,
                        0,
                        null,
                        null,
                        null,
                        null,
                        RunLabels.of(spec("first")),
                        1));
        assertThat(second.id()).isEqualTo(2);
        assertThat(store.find(1)).contains(first);
        assertThat(store.find(2)).contains(second);
        reopen();
        assertThat(newRun()).isEqualTo(3);
        store.delete(3);
        assertThat(newRun()).isEqualTo(4);
    }

    @Test
    void labelsAreChangedOnlyAtTheVersionTheyWereReadAt() {
        Run run = store.create(spec("first"), NOON);
        RunLabels other = new RunLabels("other", List.of("wide", "kept"), "a note");

        assertThat(run.labels())
                .isEqualTo(new RunLabels("first", run.spec().tags(), run.spec().notes()));
        assertThat(store.label(run.id(), other, 2)).isEmpty();
        assertThat(store.find(run.id())).contains(run);
        Run changed = store.label(run.id(), other, 1).orElseThrow();
        assertThat(changed.labels()).isEqualTo(other);
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.spec()).isEqualTo(run.spec());
        assertThat(store.label(run.id(), run.labels(), 1)).isEmpty();
        assertThat(store.label(99, other, 1)).isEmpty();
        reopen();
        assertThat(store.find(run.id())).contains(changed);
    }

    @Test
    void listsRunsInPagesNewestFirst() {
        LongStream.rangeClosed(1, 7).forEach(i -> newRun());

        assertThat(store.list(Long.MAX_VALUE, 3)).extracting(Run::id).containsExactly(7L, 6L, 5L);
        assertThat(store.list(5, 3)).extracting(Run::id).containsExactly(4L, 3L, 2L);
        assertThat(store.list(2, 3)).extracting(Run::id).containsExactly(1L);
        assertThat(store.list(1, 3)).isEmpty();
        assertThat(store.list(5, 0)).isEmpty();
    }

    @Test
    void findsRunsByStateOldestFirst() {
        LongStream.rangeClosed(1, 4).forEach(i -> newRun());
        store.append(List.of(state(4, RunState.RUNNING), state(2, RunState.RUNNING), state(3, RunState.FAILED)));

        assertThat(store.inState(EnumSet.of(RunState.RUNNING)))
                .extracting(Run::id)
                .containsExactly(2L, 4L);
        assertThat(store.inState(EnumSet.of(RunState.QUEUED, RunState.FAILED)))
                .extracting(Run::id)
                .containsExactly(1L, 3L);
        assertThat(store.inState(EnumSet.noneOf(RunState.class))).isEmpty();
    }

    @Test
    void numbersTheEventsOfEachRunFromOne() {
        long a = newRun();
        long b = newRun();

        List<RunEvent> first = store.append(
                List.of(points(b, point("x", 1, 1)), state(a, RunState.RUNNING), points(b, point("x", 2, 2))));
        List<RunEvent> second = store.append(List.of(points(a, point("x", 1, 1)), points(b, point("x", 3, 3))));

        assertThat(first).extracting(RunEvent::run).containsExactly(b, a, b);
        assertThat(first).extracting(RunEvent::seq).containsExactly(1L, 1L, 2L);
        assertThat(second).extracting(RunEvent::seq).containsExactly(2L, 3L);
        assertThat(store.find(b).orElseThrow().lastSeq()).isEqualTo(3);
        assertThat(store.append(List.of())).isEmpty();
    }

    @Test
    void stateChangesMoveTheRun() {
        long run = newRun();
        Instant start = NOON.plusSeconds(5);
        Instant end = NOON.plusSeconds(60);
        store.append(List.of(new RunEvent.StateChanged(run, 0, start, RunState.RUNNING, "")));
        store.append(List.of(
                new RunEvent.StateChanged(run, 0, start.plusSeconds(1), RunState.PAUSED, ""),
                new RunEvent.StateChanged(run, 0, start.plusSeconds(2), RunState.RUNNING, "")));

        Run running = store.find(run).orElseThrow();
        assertThat(running.state()).isEqualTo(RunState.RUNNING);
        assertThat(running.started()).isEqualTo(start);
        assertThat(running.ended()).isNull();

        store.append(List.of(new RunEvent.StateChanged(run, 0, end, RunState.FAILED, "loss is NaN")));
        Run failed = store.find(run).orElseThrow();
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.message()).isEqualTo("loss is NaN");
        assertThat(failed.started()).isEqualTo(start);
        assertThat(failed.ended()).isEqualTo(end);
        assertThat(failed.lastSeq()).isEqualTo(4);
    }

    @Test
    void setUpGivesTheRunItsSetupAndPairs() {
        long run = newRun();
        Random random = new Random(1);
        List<PairRecord> pairs = List.of(Samples.pair(1, 784, random), Samples.pair(0, 3, random));
        List<MeasuredPair> measured = List.of(new MeasuredPair(0, 60_000, 0, 9), new MeasuredPair(7, 3, -1, -1));
        store.append(List.of(new RunEvent.SetUp(run, 0, SETUP, pairs, measured)));

        assertThat(store.find(run).orElseThrow().setup()).isEqualTo(SETUP);
        List<PairRecord> byNumber = List.of(pairs.get(1), pairs.get(0));
        assertThat(store.pairs(run)).usingRecursiveComparison().isEqualTo(byNumber);
        assertThat(store.measuredPairs(run)).isEqualTo(measured);
        assertThat(store.eventsAfter(run, 0, 10))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new RunEvent.SetUp(run, 1, SETUP, byNumber, measured)));
    }

    @Test
    void theStepOfARunIsItsFurthestPoint() {
        long run = newRun();
        store.append(List.of(points(run, point("x", 7, 1), point("y", 30, 1), point("z", 12, 1))));
        store.append(List.of(points(run, point("x", 8, 1))));

        assertThat(store.find(run).orElseThrow().step()).isEqualTo(30);
    }

    @Test
    void countsWhatIsStoredOnceAndUntilItIsDeleted() {
        long run = newRun();
        store.append(List.of(
                points(run, point("a", 1, 1), point("b", 1, 1), point("a", 2, 1)), points(newRun(), point("a", 1, 1))));
        StoredSize first = store.stored(null);
        assertThat(first.points()).isEqualTo(4);
        RunEvent withPath = paths(run, 2, path(0, 50, 3, new Random(1)));
        store.append(List.of(withPath, points(run, point("a", 2, 7), point("a", 3, 1))));
        StoredSize second = store.stored(null);
        assertThat(second.points()).as("one of the points replaced another").isEqualTo(5);
        assertThat(second.bytes()).isGreaterThan(first.bytes() + 50 * 3 * Float.BYTES);
        store.append(List.of(withPath));
        assertThat(store.stored(null)).isEqualTo(second);
        reopen();
        assertThat(store.stored(null)).isEqualTo(second);
        assertThat(store.stored("nobody")).isEqualTo(new StoredSize(0, 0));
        store.delete(run);
        assertThat(store.stored(null).points()).isEqualTo(1);
    }

    @Test
    void leavesOutEventsOfUnknownRuns() {
        long run = newRun();

        List<RunEvent> stored = store.append(List.of(
                points(99, point("x", 1, 1)),
                points(run, point("x", 1, 1)),
                state(99, RunState.RUNNING),
                new RunEvent.SetUp(99, 0, SETUP, List.of(), List.of()),
                paths(99, 1, path(0, 2, 2, new Random(1)))));

        assertThat(stored).containsExactly(new RunEvent.Points(run, 1, List.of(point("x", 1, 1))));
        assertThat(store.append(List.of(state(99, RunState.RUNNING)))).isEmpty();
    }

    @Test
    void knowsNothingOfUnknownRuns() {
        assertThat(store.find(99)).isEmpty();
        assertThat(store.delete(99)).isFalse();
        assertThat(store.eventsAfter(99, 0, 10)).isEmpty();
        assertThat(store.metrics(99, Set.of())).isEmpty();
        assertThat(store.metrics(99, Set.of("x"))).isEmpty();
        assertThat(store.pairs(99)).isEmpty();
        assertThat(store.pathSteps(99)).isEmpty();
        assertThat(store.path(99, 0, 0)).isEmpty();
        assertThat(store.measuredPairs(99)).isEmpty();
        assertThat(store.readings(99, 0)).isEmpty();
    }

    @Test
    void anAppendWithOneBadEventLeavesNothing() {
        long run = newRun();
        store.append(List.of(points(run, point("x", 1, 1))));
        PathRecord good = path(0, 3, 2, new Random(1));
        PathRecord bad = new PathRecord(
                1, good.length(), good.f0(), good.slope0(), good.t(), good.layer(), new int[2], good.gap());
        Run before = store.find(run).orElseThrow();

        assertThatThrownBy(() -> store.append(List.of(
                        state(run, RunState.RUNNING),
                        points(run, point("x", 1, 2), point("y", 5, 5)),
                        new RunEvent.SetUp(run, 0, SETUP, List.of(Samples.pair(0, 4, new Random(1))), List.of()),
                        paths(run, 5, good, bad))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("path of pair 1: unit has 2 entries; with 3 kinks and 2 outputs it needs 3");

        assertThat(store.find(run)).contains(before);
        assertThat(store.metrics(run, Set.of())).isEqualTo(Map.of("x", List.of(point("x", 1, 1))));
        assertThat(store.pairs(run)).isEmpty();
        assertThat(store.pathSteps(run)).isEmpty();
        assertThat(store.append(List.of(state(run, RunState.RUNNING))).get(0).seq())
                .isEqualTo(2);
    }

    @Test
    void anAppendTheDatabaseRefusesLeavesNothing() {
        long run = newRun();
        String key = "k".repeat(201);

        assertThatThrownBy(() -> store.append(List.of(state(run, RunState.RUNNING), points(run, point(key, 1, 1)))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("too long")
                .message()
                .hasLineCount(1);
        assertThat(store.find(run).orElseThrow().lastSeq()).isZero();
    }

    @Test
    void refusesAnEventWithoutPoints() {
        long run = newRun();

        assertThatThrownBy(() -> store.append(List.of(points(run))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event of run 1 has no points");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void reproducesAnyStreamOfEventsFromAnyPosition(long seed) {
        Random random = new Random(seed);
        long[] runs = {newRun(), newRun()};
        EventModel model = new EventModel();
        for (int i = 0; i < 40; i++) {
            List<RunEvent> batch = IntStream.range(0, random.nextInt(8))
                    .mapToObj(j -> Samples.event(runs[random.nextInt(2)], random))
                    .toList();
            model.add(store.append(batch));
        }
        reopen();
        for (long run : runs) {
            assertThat(store.metrics(run, Set.of())).isEqualTo(model.metrics(run));
            for (int i = 0; i < 20; i++) {
                int after = random.nextInt(-1, 120);
                int limit = random.nextInt(1, 50);
                assertThat(store.eventsAfter(run, after, limit))
                        .as("seed %d, at most %d events after %d", seed, limit, after)
                        .isEqualTo(model.eventsAfter(run, after, limit));
            }
        }
    }

    @Test
    void deletingARunLeavesTheOthers() {
        long kept = newRun();
        long deleted = newRun();
        Random random = new Random(5);
        for (long run : new long[] {kept, deleted}) {
            store.append(List.of(
                    new RunEvent.SetUp(
                            run, 0, SETUP, List.of(Samples.pair(0, 4, random)), List.of(new MeasuredPair(1, 2, 0, 0))),
                    points(run, point("x", 1, 1)),
                    new RunEvent.Paths(run, 0, 1, List.of(path(0, 2, 2, random)), Samples.readings(1, random))));
        }

        assertThat(store.delete(deleted)).isTrue();

        assertThat(store.delete(deleted)).isFalse();
        assertThat(store.find(deleted)).isEmpty();
        assertThat(store.eventsAfter(deleted, 0, 10)).isEmpty();
        assertThat(store.metrics(deleted, Set.of())).isEmpty();
        assertThat(store.pairs(deleted)).isEmpty();
        assertThat(store.pathSteps(deleted)).isEmpty();
        assertThat(store.measuredPairs(deleted)).isEmpty();
        assertThat(store.readings(deleted, 1)).isEmpty();
        assertThat(store.append(List.of(points(deleted, point("x", 2, 2))))).isEmpty();
        assertThat(store.eventsAfter(kept, 0, 10)).hasSize(3);
        assertThat(store.metrics(kept, Set.of())).hasSize(1);
        assertThat(store.pairs(kept)).hasSize(1);
        assertThat(store.path(kept, 1, 0)).isPresent();
        assertThat(store.measuredPairs(kept)).hasSize(1);
        assertThat(store.readings(kept, 1)).hasSize(1);
    }

    @Test
    void runsAreWrittenAndFollowedAtOnce() throws Exception {
        long a = newRun();
        long b = newRun();

        List<List<RunEvent>> results = ConcurrentUse.atOnce(List.of(
                () -> ConcurrentUse.write(store, a, 0, 60),
                () -> ConcurrentUse.write(store, b, 0, 60),
                () -> ConcurrentUse.follow(store, a, 60),
                () -> ConcurrentUse.follow(store, b, 60)));

        assertThat(results.get(2)).isEqualTo(results.get(0));
        assertThat(results.get(3)).isEqualTo(results.get(1));
    }

    @Test
    void twoWritersOfOneRunNeverShareANumber() throws Exception {
        long run = newRun();

        List<List<RunEvent>> results = ConcurrentUse.atOnce(List.of(
                () -> ConcurrentUse.write(store, run, 0, 40),
                () -> ConcurrentUse.write(store, run, 1000, 40),
                () -> ConcurrentUse.follow(store, run, 80)));

        List<RunEvent> appended = Stream.concat(results.get(0).stream(), results.get(1).stream())
                .sorted(Comparator.comparingLong(RunEvent::seq))
                .toList();
        assertThat(appended)
                .extracting(RunEvent::seq)
                .isEqualTo(LongStream.rangeClosed(1, 80).boxed().toList());
        assertThat(results.get(2)).isEqualTo(appended);
        assertThat(store.find(run).orElseThrow().step()).isEqualTo(1039);
    }

    @Test
    void anInterruptedThreadStillWrites() {
        long run = newRun();
        Thread.currentThread().interrupt();
        store.append(List.of(state(run, RunState.INTERRUPTED)));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(store.find(run).orElseThrow().state()).isEqualTo(RunState.INTERRUPTED);
    }

    @Test
    void reopeningShowsEverything() {
        long run = newRun();
        store.append(List.of(
                state(run, RunState.RUNNING),
                new RunEvent.SetUp(run, 0, SETUP, List.of(Samples.pair(0, 9, new Random(1))), List.of()),
                points(run, point("x", 4, 1), point("y", 4, 2)),
                state(run, RunState.FINISHED)));
        Run before = store.find(run).orElseThrow();
        List<RunEvent> events = store.eventsAfter(run, 0, 10);

        reopen();

        assertThat(store.find(run)).contains(before);
        assertThat(store.eventsAfter(run, 0, 10)).usingRecursiveComparison().isEqualTo(events);
        assertThat(store.append(List.of(points(run, point("x", 5, 1)))).get(0).seq())
                .isEqualTo(5);
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        store.close();

        assertThatThrownBy(() -> store.find(1))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the store was closed");
    }
}
