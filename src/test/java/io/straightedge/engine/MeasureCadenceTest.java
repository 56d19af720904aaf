package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.MeasureSpec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureCadenceTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aFixedIntervalMeasuresItsMultiplesAndTheEnds() {
        MeasureCadence cadence = new MeasureCadence(new MeasureSpec(1, "random", 7, 0.1, true), 20);
        List<Long> measured = new ArrayList<>();
        for (long step = 0; step <= 20; step++) {
            if (cadence.due(step, step == 20, 0, 1, true)) {
                measured.add(step);
                cadence.taken(step, 0);
            }
        }
        assertThat(measured).containsExactly(0L, 7L, 14L, 20L);
    }

    @Test
    void theBudgetDecidesHowOftenOtherwise() {
        // A step takes 1 ms and a measurement 20 ms: 10 % of the time is one every 200 steps.
        MeasureCadence cadence = new MeasureCadence(adaptive(0.1), 1000);
        List<Long> measured = new ArrayList<>();
        long busyUntil = -1;
        for (long step = 0; step <= 1000; step++) {
            long now = step * MILLI;
            if (cadence.due(step, step == 1000, now, 20 * MILLI, now < busyUntil)) {
                measured.add(step);
                cadence.taken(step, now);
                busyUntil = now + 20 * MILLI;
            }
        }
        assertThat(measured).containsExactly(0L, 200L, 400L, 600L, 800L, 1000L);
    }

    @Test
    void nothingIsDueWhileOneIsUnderWayButTheLastStep() {
        MeasureCadence cadence = new MeasureCadence(adaptive(1), 10);
        assertThat(cadence.due(5, false, 1000, 0, true)).isFalse();
        assertThat(cadence.due(10, true, 1000, 0, true)).isTrue();
    }

    @Test
    void aLongRunIsMeasuredAFewHundredTimesAndDenselyAtFirst() {
        MeasureCadence cadence = new MeasureCadence(adaptive(1), 10_000_000);
        List<Long> measured = new ArrayList<>();
        for (long step = 0; step <= 10_000_000; step++) {
            if (cadence.due(step, step == 10_000_000, step * MILLI, 0, false)) {
                measured.add(step);
                cadence.taken(step, step * MILLI);
            }
        }
        assertThat(measured).hasSizeBetween(300, 500).startsWith(0L, 1L, 2L, 3L);
    }

    @Test
    void aDenseIntervalKeepsThePathsOfSomeTwoHundredSteps() {
        MeasureCadence cadence = new MeasureCadence(new MeasureSpec(1, "random", 10, 0.1, true), 100_000);
        long kept = java.util.stream.LongStream.rangeClosed(0, 10_000)
                .filter(i -> cadence.keepsPaths(i * 10, i == 10_000))
                .count();
        assertThat(kept).isBetween(200L, 202L);
    }

    private static MeasureSpec adaptive(double budget) {
        return new MeasureSpec(1, "random", 0, budget, true);
    }
}
