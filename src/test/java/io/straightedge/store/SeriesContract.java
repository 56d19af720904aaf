package io.straightedge.store;

import static io.straightedge.store.Samples.path;
import static io.straightedge.store.Samples.paths;
import static io.straightedge.store.Samples.point;
import static io.straightedge.store.Samples.points;
import static io.straightedge.store.Samples.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.MetricQuery;
import io.straightedge.run.PairReading;
import io.straightedge.run.PathRecord;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunState;
import io.straightedge.run.ThinnedSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store does with what was measured of a run: its points, paths, readings and slices. */
abstract class SeriesContract extends StoreContract {
    @Test
    void lastValuesAreThoseOfTheLastStep() {
        long a = newRun();
        long b = newRun();
        long without = newRun();
        store.append(List.of(
                points(a, point("loss", 1, 3), point("loss", 9, 1), point("kinks", 4, 7)),
                points(b, point("loss", 2, Double.NaN)),
                points(a, point("loss", 5, 2))));

        assertThat(store.lastValues(List.of(a, b, without), Set.of("loss", "kinks", "none")))
                .isEqualTo(Map.of(a, Map.of("loss", 1.0, "kinks", 7.0), b, Map.of("loss", Double.NaN)));
        assertThat(store.lastValues(List.of(b), Set.of("kinks"))).isEmpty();
        assertThat(store.lastValues(List.of(), Set.of("loss"))).isEmpty();
        assertThat(store.lastValues(List.of(a), Set.of())).isEmpty();
    }

    @Test
    void theKeysOfARunAreThoseItHasPointsOf() {
        long a = newRun();
        long b = newRun();
        store.append(List.of(points(a, point("loss", 1, 3), point("a/b", 1, 1)), points(b, point("kinks", 2, 7))));
        store.append(List.of(points(a, point("loss", 2, 2))));

        assertThat(store.keys(a)).containsExactly("a/b", "loss");
        assertThat(store.keys(b)).containsExactly("kinks");
        assertThat(store.keys(99)).isEmpty();
    }

    @Test
    void aLaterPointReplacesTheOlderOfItsKeyAndStep() {
        long run = newRun();
        long other = newRun();
        store.append(List.of(points(run, point("x", 1, 1), point("y", 1, 10)), points(other, point("x", 1, 7))));
        store.append(List.of(points(run, point("x", 2, 2))));
        store.append(List.of(points(run, point("x", 1, 3), point("x", 2, 4)), points(run, point("x", 2, 5))));

        assertThat(store.metrics(run, Set.of()))
                .isEqualTo(Map.of("x", List.of(point("x", 1, 3), point("x", 2, 5)), "y", List.of(point("y", 1, 10))));
        assertThat(store.metrics(other, Set.of())).isEqualTo(Map.of("x", List.of(point("x", 1, 7))));
        // Event 2 lost its only point, and so does not count against the limit.
        assertThat(store.eventsAfter(run, 0, 2))
                .containsExactly(
                        new RunEvent.Points(run, 1, List.of(point("y", 1, 10))),
                        new RunEvent.Points(run, 3, List.of(point("x", 1, 3))));
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                -Double.MAX_VALUE,
                0.1
            })
    void valuesComeBackAsThemselves(double value) {
        long run = newRun();
        store.append(List.of(points(run, point("x", 3, value))));
        reopen();

        assertThat(store.metrics(run, Set.of("x"))).isEqualTo(Map.of("x", List.of(point("x", 3, value))));
        assertThat(store.metrics(run, Set.of())).isEqualTo(Map.of("x", List.of(point("x", 3, value))));
        assertThat(store.eventsAfter(run, 0, 1))
                .containsExactly(new RunEvent.Points(run, 1, List.of(point("x", 3, value))));
    }

    @Test
    void filtersMetricsByStep() {
        long run = newRun();
        store.append(List.of(points(run, point("a", 10, 1), point("a", 20, 2), point("b", 20, 3), point("a", 30, 4))));

        assertThat(store.metrics(MetricQuery.of(run, Set.of()).steps(20, 30)))
                .isEqualTo(Map.of("a", List.of(point("a", 20, 2), point("a", 30, 4)), "b", List.of(point("b", 20, 3))));
        assertThat(store.metrics(MetricQuery.of(run, Set.of("a")).steps(0, 19)))
                .isEqualTo(Map.of("a", List.of(point("a", 10, 1))));
        assertThat(store.metrics(MetricQuery.of(run, Set.of()).events(0, 1).steps(31, 40)))
                .isEmpty();
    }

    @Test
    void fewPointsAreNotThinned() {
        long run = newRun();
        List<MetricPoint> points = List.of(point("a", 5, 1), point("a", 6, Double.NaN), point("a", 900, 2));
        store.append(List.of(new RunEvent.Points(run, 0, points)));
        assertThat(store.thinnedMetrics(MetricQuery.of(run, Set.of()), 4))
                .isEqualTo(Map.of("a", new ThinnedSeries(points, 3, 1)));
        assertThat(store.thinnedMetrics(MetricQuery.of(99, Set.of()), 4)).isEmpty();
    }

    @Test
    void thinnedMetricsKeepWhatStandsOut() {
        long run = newRun();
        int total = 50_000;
        List<MetricPoint> all = new ArrayList<>();
        for (int step = 0; step < total; step++) {
            double value = Math.sin(step * 0.001) + (step == 12_345 ? 100 : 0) - (step == 30_001 ? 50 : 0);
            all.add(point(
                    "loss", step, step == 40_000 ? Double.NaN : step == 41_000 ? Double.POSITIVE_INFINITY : value));
        }
        List<MetricPoint> errors = all.stream()
                .map(p -> point("loss_se", p.step(), 0.001 * p.step()))
                .toList();
        for (int from = 0; from < total; from += 10_000) {
            store.append(List.of(
                    new RunEvent.Points(run, 0, all.subList(from, from + 10_000)),
                    new RunEvent.Points(run, 0, errors.subList(from, from + 10_000))));
        }

        for (Set<String> keys : List.of(Set.<String>of(), Set.of("loss", "loss_se"))) {
            Map<String, ThinnedSeries> thinned = store.thinnedMetrics(MetricQuery.of(run, keys), 200);
            ThinnedSeries loss = Objects.requireNonNull(thinned.get("loss"));
            assertThat(loss.total()).isEqualTo(total);
            assertThat(loss.notFinite()).isEqualTo(2);
            assertThat(loss.points()).hasSizeBetween(100, 202).isSubsetOf(all);
            assertThat(loss.points()).isSortedAccordingTo(Comparator.comparingLong(MetricPoint::step));
            assertThat(loss.points())
                    .contains(all.get(0), all.get(12_345), all.get(30_001), all.get(40_000), all.get(41_000))
                    .contains(all.get(total - 1));
            assertThat(Objects.requireNonNull(thinned.get("loss_se")).points())
                    .isEqualTo(loss.points().stream()
                            .map(p -> errors.get((int) p.step()))
                            .toList());
        }

        MetricQuery part = MetricQuery.of(run, Set.of()).steps(12_300, 12_399);
        assertThat(store.thinnedMetrics(part, 200).get("loss"))
                .isEqualTo(new ThinnedSeries(all.subList(12_300, 12_400), 100, 0));
    }

    @Test
    void filtersMetricsByKeyAndEvent() {
        long run = newRun();
        store.append(List.of(
                points(run, point("a", 30, 1), point("b", 0, 1)),
                points(run, point("a", 10, 2), point("c", 0, 2)),
                points(run, point("b", 20, 3), point("a", 20, 3))));

        assertThat(store.metrics(run, Set.of()))
                .isEqualTo(Map.of(
                        "a", List.of(point("a", 10, 2), point("a", 20, 3), point("a", 30, 1)),
                        "b", List.of(point("b", 0, 1), point("b", 20, 3)),
                        "c", List.of(point("c", 0, 2))));
        assertThat(store.metrics(run, Set.of("a", "c", "unheard of")))
                .isEqualTo(Map.of(
                        "a", List.of(point("a", 10, 2), point("a", 20, 3), point("a", 30, 1)),
                        "c", List.of(point("c", 0, 2))));
        assertThat(store.metrics(MetricQuery.of(run, Set.of("a", "c")).events(2, Long.MAX_VALUE)))
                .isEqualTo(Map.of("a", List.of(point("a", 20, 3))));
        assertThat(store.metrics(MetricQuery.of(run, Set.of()).events(1, Long.MAX_VALUE)))
                .isEqualTo(Map.of(
                        "a", List.of(point("a", 10, 2), point("a", 20, 3)),
                        "b", List.of(point("b", 20, 3)),
                        "c", List.of(point("c", 0, 2))));
        assertThat(store.metrics(MetricQuery.of(run, Set.of()).events(3, Long.MAX_VALUE)))
                .isEmpty();
        assertThat(store.metrics(MetricQuery.of(run, Set.of()).events(1, 2)))
                .isEqualTo(Map.of("a", List.of(point("a", 10, 2)), "c", List.of(point("c", 0, 2))));
        assertThat(store.metrics(MetricQuery.of(run, Set.of("a")).events(0, 1)))
                .isEqualTo(Map.of("a", List.of(point("a", 30, 1))));
        assertThat(store.metrics(run, Set.of("unheard of"))).isEmpty();
    }

    @Test
    void givesAnEventWithManyPointsWhole() {
        long run = newRun();
        List<MetricPoint> many = IntStream.range(0, 20_000)
                .mapToObj(i -> point("group/" + i % 7, 20_000 - i, i))
                .toList();
        store.append(List.of(
                state(run, RunState.RUNNING), new RunEvent.Points(run, 0, many), points(run, point("x", 1, 1))));

        assertThat(store.eventsAfter(run, 1, 1)).containsExactly(new RunEvent.Points(run, 2, many));
        assertThat(store.eventsAfter(run, 2, 1))
                .containsExactly(new RunEvent.Points(run, 3, List.of(point("x", 1, 1))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 1000})
    void pathsComeBackBitForBit(int kinks) {
        long run = newRun();
        PathRecord a = path(0, kinks, 10, new Random(kinks));
        PathRecord b = path(7, kinks, 1, new Random(kinks + 1));
        store.append(List.of(paths(run, 40, a, b), paths(run, 0, b)));
        reopen();

        assertThat(store.pathSteps(run)).containsExactly(0L, 40L);
        assertSame(store.path(run, 40, 0).orElseThrow(), a);
        assertSame(store.path(run, 40, 7).orElseThrow(), b);
        assertSame(store.path(run, 0, 7).orElseThrow(), b);
        assertThat(store.path(run, 0, 0)).isEmpty();
        assertThat(store.path(run, 41, 0)).isEmpty();
        assertThat(store.eventsAfter(run, 0, 10))
                .containsExactly(
                        new RunEvent.Paths(run, 1, 40, List.of(), List.of()),
                        new RunEvent.Paths(run, 2, 0, List.of(), List.of()));
    }

    @Test
    void readingsComeBackByStepAndTheLaterReplaceTheOlder() {
        long run = newRun();
        List<PairReading> first = Samples.readings(128, new Random(1));
        List<PairReading> newer = Samples.readings(3, new Random(2));
        List<PairReading> other = Samples.readings(1, new Random(3));
        store.append(List.of(
                new RunEvent.Paths(run, 0, 40, List.of(), first),
                new RunEvent.Paths(run, 0, 40, List.of(), newer),
                new RunEvent.Paths(run, 0, 0, List.of(), other),
                paths(run, 0, path(0, 2, 2, new Random(4)))));
        reopen();

        assertThat(store.readings(run, 40)).isEqualTo(newer);
        assertThat(store.readings(run, 0)).isEqualTo(other);
        assertThat(store.readings(run, 41)).isEmpty();
    }

    @Test
    void keepsAPathOfSeveralMegabytes() {
        long run = newRun();
        PathRecord path = path(0, 30_000, 30, new Random(3));
        store.append(List.of(paths(run, 1, path)));

        assertSame(store.path(run, 1, 0).orElseThrow(), path);
    }

    @Test
    void aLaterPathReplacesTheOlderOfItsStepAndPair() {
        long run = newRun();
        PathRecord newer = path(0, 4, 2, new Random(2));
        store.append(List.of(paths(run, 1, path(0, 9, 2, new Random(1)))));
        store.append(List.of(paths(run, 1, newer)));

        assertSame(store.path(run, 1, 0).orElseThrow(), newer);
    }

    @Test
    void slicesComeBackByNumberWithoutPairs() {
        long run = newRun();
        Random random = new Random(4);
        PathRecord pair = path(0, 3, 2, random);
        PathRecord first = path(PathRecord.FIRST_SLICE, 4, 2, random);
        PathRecord second = path(PathRecord.FIRST_SLICE + 1, 0, 2, random);
        store.append(List.of(paths(run, 5, second, pair, first)));
        List<PathRecord> slices = store.slices(run, 5);
        assertThat(slices).hasSize(2);
        assertSame(slices.get(0), first);
        assertSame(slices.get(1), second);
        assertThat(store.slices(run, 6)).isEmpty();
        assertThat(store.pathSteps(run)).containsExactly(5L);
    }

    private static void assertSame(PathRecord actual, PathRecord expected) {
        assertThat(bits(actual)).isDeepEqualTo(bits(expected));
        assertThat(actual.layer()).isEqualTo(expected.layer());
        assertThat(actual.unit()).isEqualTo(expected.unit());
        assertThat(actual.pair()).isEqualTo(expected.pair());
    }

    private static long[][] bits(PathRecord path) {
        return new long[][] {
            {Double.doubleToRawLongBits(path.length())},
            bits(path.f0()),
            bits(path.slope0()),
            bits(path.t()),
            IntStream.range(0, path.gap().length)
                    .mapToLong(i -> Float.floatToRawIntBits(path.gap()[i]))
                    .toArray()
        };
    }

    private static long[] bits(double[] values) {
        return DoubleStream.of(values).mapToLong(Double::doubleToRawLongBits).toArray();
    }
}
