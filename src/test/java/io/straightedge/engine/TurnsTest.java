package io.straightedge.engine;

import static io.straightedge.engine.QueuedRuns.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.RunControl.ConflictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    @Test
    void aSweepOfAThousandRunsDelaysAnotherUserByOneRun() {
        Turns turns = new Turns(0, run -> true);
        for (int id = 1; id <= 1000; id++) {
            turns.add(queued(id, "ann"));
        }
        assertThat(begin(turns)).isEqualTo(1);
        turns.add(queued(1001, "bob"));
        turns.add(queued(1002, "bob"));
        assertThat(turns.order()).startsWith(1001L, 2L, 1002L, 3L, 4L).hasSize(1001);
        assertThat(begin(turns)).isEqualTo(1001);
        assertThat(begin(turns)).isEqualTo(2);
        assertThat(begin(turns)).isEqualTo(1002);
        assertThat(begin(turns)).isEqualTo(3);
    }

    @Test
    void aUserAloneTakesEveryTurnInTheirOrder() {
        Turns turns = new Turns(0, run -> true);
        for (int id = 1; id <= 4; id++) {
            turns.add(queued(id, "ann"));
        }
        turns.addFirst(queued(9, "ann"));
        assertThat(turns.order()).containsExactly(9L, 1L, 2L, 3L, 4L);
        assertThat(all(turns)).containsExactly(9L, 1L, 2L, 3L, 4L);
    }

    @Test
    void whatIsNobodysTakesTurnsToo() {
        Turns turns = new Turns(1, run -> true);
        turns.add(queued(1, null));
        turns.add(queued(2, null));
        turns.add(queued(3, "ann"));
        turns.add(queued(4, "ann"));
        assertThat(all(turns)).containsExactly(1L, 3L, 2L);
    }

    @Test
    void aUserWithAsManyRunsUnderWayAsAllowedIsPassedOver() {
        Turns turns = new Turns(1, run -> true);
        for (int id = 1; id <= 3; id++) {
            turns.add(queued(id, "ann"));
        }
        assertThat(begin(turns)).isEqualTo(1);
        assertThat(turns.next()).isEmpty();
        turns.add(queued(4, "bob"));
        turns.add(queued(5, "bob"));
        assertThat(turns.order()).containsExactly(4L, 2L, 5L, 3L);
        assertThat(begin(turns)).isEqualTo(4);
        assertThat(turns.next()).isEmpty();
        turns.ended(4);
        assertThat(begin(turns)).as("ann's first still trains").isEqualTo(5);
        turns.ended(1);
        assertThat(begin(turns)).isEqualTo(2);
        assertThat(turns.running("ann")).isEqualTo(1);
        assertThat(turns.waiting("ann")).isEqualTo(1);
    }

    @Test
    void aRunThatFindsNoRoomHoldsUpAllOthersUntilItDoes() {
        Set<Long> large = Set.of(2L);
        boolean[] room = {false};
        Turns turns = new Turns(0, run -> room[0] || !large.contains(run.id()));
        turns.add(queued(1, "ann"));
        turns.add(queued(2, "bob"));
        turns.add(queued(3, "cyd"));
        assertThat(begin(turns)).isEqualTo(1);
        assertThat(turns.next()).isEmpty();
        assertThat(turns.order()).containsExactly(2L, 3L);
        room[0] = true;
        assertThat(begin(turns)).isEqualTo(2);
        assertThat(begin(turns)).isEqualTo(3);
    }

    @Test
    void aMovedRunPassesItsOwnersRunsAndNobodyElses() {
        Turns turns = new Turns(0, run -> true);
        for (int id = 1; id <= 3; id++) {
            turns.add(queued(id, "ann"));
        }
        turns.add(queued(4, "bob"));
        turns.add(queued(5, "bob"));
        assertThat(turns.order()).containsExactly(1L, 4L, 2L, 5L, 3L);
        turns.move(3, 0);
        assertThat(turns.order()).containsExactly(3L, 4L, 1L, 5L, 2L);
        turns.move(5, 0);
        assertThat(turns.order()).containsExactly(3L, 5L, 1L, 4L, 2L);
        turns.move(3, 2);
        assertThat(turns.order()).containsExactly(1L, 5L, 3L, 4L, 2L);
        turns.move(1, 1000);
        assertThat(turns.order()).containsExactly(3L, 5L, 2L, 4L, 1L);
        assertThatThrownBy(() -> turns.move(6, 0))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("run 6");
    }

    @Test
    void afterARestartWhoseTurnIsLongestAgoIsNext() {
        Turns turns = new Turns(0, run -> true);
        turns.remember(List.of("bob", "ann"));
        turns.add(queued(1, "ann"));
        turns.add(queued(2, "bob"));
        turns.add(queued(3, "cay"));
        turns.add(queued(4, "ann"));
        assertThat(turns.order()).containsExactly(3L, 2L, 1L, 4L);
        assertThat(all(turns)).containsExactly(3L, 2L, 1L, 4L);
    }

    @Test
    void aRunThatAWorkerStillHoldsWaitsUntilItLetsGo() {
        Turns turns = new Turns(0, run -> true);
        turns.add(queued(1, "ann"));
        assertThat(begin(turns)).isEqualTo(1);
        turns.addFirst(queued(1, "ann"));
        turns.add(queued(2, "ann"));
        assertThat(begin(turns)).isEqualTo(2);
        assertThat(turns.next()).isEmpty();
        turns.ended(1);
        assertThat(begin(turns)).isEqualTo(1);
    }

    /** Where no limit holds anybody up, the order that is shown is the order of starting, whatever happened before. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void theOrderShownIsTheOrderOfStarting(int seed) {
        Random random = new Random(seed);
        Turns turns = new Turns(0, run -> true);
        for (int id = 1; id <= 200; id++) {
            String owner = random.nextInt(5) == 0 ? null : "user" + random.nextInt(4);
            if (random.nextInt(6) == 0) {
                turns.addFirst(queued(id, owner));
            } else {
                turns.add(queued(id, owner));
            }
            if (random.nextInt(3) == 0) {
                turns.next();
            } else if (random.nextInt(8) == 0) {
                turns.move(turns.order().get(random.nextInt(turns.size())), random.nextInt(40));
            } else if (random.nextInt(8) == 0) {
                assertThat(turns.remove(turns.order().get(0))).isTrue();
            }
        }
        List<Long> shown = turns.order();
        assertThat(shown).hasSize(turns.size()).doesNotHaveDuplicates();
        assertThat(all(turns)).isEqualTo(shown);
    }

    private static long begin(Turns turns) {
        return turns.next().orElseThrow().id();
    }

    private static List<Long> all(Turns turns) {
        List<Long> begun = new ArrayList<>();
        turns.next().ifPresent(run -> {
            begun.add(run.id());
            begun.addAll(all(turns));
        });
        return begun;
    }
}
