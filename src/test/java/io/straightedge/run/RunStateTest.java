package io.straightedge.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStateTest {
    /** Every pair of states, so that no move is forgotten. */
    @ParameterizedTest
    @CsvSource({
        "QUEUED,      RUNNING PAUSED STOPPED INTERRUPTED",
        "RUNNING,     RUNNING PAUSED FINISHED FAILED STOPPED INTERRUPTED",
        "PAUSED,      QUEUED PAUSED STOPPED",
        "FINISHED,    ''",
        "FAILED,      QUEUED",
        "STOPPED,     ''",
        "INTERRUPTED, QUEUED STOPPED INTERRUPTED",
    })
    void movesAreThoseOfTheTable(RunState from, String allowed) {
        for (RunState to : RunState.values()) {
            boolean expected = java.util.List.of(allowed.split(" ")).contains(to.name());
            assertThat(from.mayBecome(to)).as("%s to %s", from, to).isEqualTo(expected);
        }
        assertThat(from.over()).isEqualTo(allowed.isEmpty());
        assertThat(from.ended()).isEqualTo(allowed.isEmpty() || from == RunState.FAILED);
        assertThat(from.waiting()).isEqualTo(from == RunState.PAUSED || from == RunState.INTERRUPTED);
        assertThat(from.resumable()).isEqualTo(from.waiting() || from == RunState.FAILED);
        assertThat(from.active()).isEqualTo(!from.waiting() && !from.ended());
    }
}
