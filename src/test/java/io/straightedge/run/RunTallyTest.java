package io.straightedge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTallyTest {
    private static final Instant START = Instant.parse("2025-03-01T12:00:00Z");

    @Test
    void runsUnderWayMakeTheExperimentRun() {
        for (RunState open : new RunState[] {RunState.QUEUED, RunState.RUNNING, RunState.PAUSED}) {
            RunTally tally = tally(Map.of(open, 1, RunState.FINISHED, 3), 0, 100);
            assertThat(tally.underWay()).isTrue();
            assertThat(tally.state(false)).isEqualTo(RunState.RUNNING);
            assertThat(tally.state(true)).as("stopping takes a moment").isEqualTo(RunState.RUNNING);
        }
    }

    @Test
    void anInterruptedRunInterruptsTheExperimentUnlessTheUserStopped() {
        RunTally tally = tally(Map.of(RunState.INTERRUPTED, 1), 0, Double.NaN);
        assertThat(tally.underWay()).isFalse();
        assertThat(tally.state(false)).isEqualTo(RunState.INTERRUPTED);
        assertThat(tally(Map.of(RunState.INTERRUPTED, 1, RunState.QUEUED, 1), 0, Double.NaN)
                        .state(false))
                .isEqualTo(RunState.RUNNING);
        assertThat(tally.state(true)).isEqualTo(RunState.STOPPED);
    }

    @Test
    void whatEndedIsFinishedOrStopped() {
        RunTally tally = tally(Map.of(RunState.FINISHED, 2, RunState.FAILED, 1, RunState.STOPPED, 1), 0, 100);
        assertThat(tally.state(false)).isEqualTo(RunState.FINISHED);
        assertThat(tally.state(true)).isEqualTo(RunState.STOPPED);
        assertThat(tally.progress()).isEqualTo(1);
        assertThat(tally.remainingMillis(2)).isEmpty();
        assertThat(tally.elapsed(START.plusSeconds(900))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void whatIsLeftIsSharedAmongTheWorkers() {
        RunTally tally = tally(Map.of(RunState.FINISHED, 4, RunState.RUNNING, 2, RunState.QUEUED, 4), 1.5, 1000);
        assertThat(tally.total()).isEqualTo(10);
        assertThat(tally.progress()).isEqualTo(0.55, within(1e-12));
        assertThat(tally.remainingMillis(2)).hasValue(2250);
        assertThat(tally.remainingMillis(100))
                .as("no more runs at a time than are left")
                .hasValue(750);
        assertThat(tally.elapsed(START.plusSeconds(900))).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    void nothingIsKnownBeforeTheFirstRunFinished() {
        assertThat(tally(Map.of(RunState.RUNNING, 2), 0.5, Double.NaN).remainingMillis(2))
                .isEmpty();
        assertThat(new RunTally(Map.of(RunState.QUEUED, 2), 0, null, null, Double.NaN).elapsed(START))
                .isZero();
        assertThat(RunTally.NONE.progress()).isEqualTo(1);
        assertThat(RunTally.NONE.state(false)).isEqualTo(RunState.FINISHED);
    }

    @Test
    void theFirstRunsToEndSayNothingAboutTheTimeThatIsLeft() {
        assertThat(tally(Map.of(RunState.FINISHED, 2, RunState.QUEUED, 7), 0, 1000)
                        .remainingMillis(1))
                .isEmpty();
        assertThat(tally(Map.of(RunState.FINISHED, 2, RunState.FAILED, 1, RunState.QUEUED, 7), 0, 1000)
                        .remainingMillis(1))
                .hasValue(7000);
    }

    private static RunTally tally(Map<RunState, Integer> counts, double partial, double meanMillis) {
        return new RunTally(counts, partial, START, START.plusSeconds(60), meanMillis);
    }
}
