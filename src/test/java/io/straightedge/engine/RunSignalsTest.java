package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.engine.RunSignals.Flag;
import io.straightedge.engine.RunSignals.Signal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSignalsTest {
    @ParameterizedTest
    @CsvSource({
        "PAUSE, STOP, STOP",
        "INTERRUPT, STOP, STOP",
        "INTERRUPT, PAUSE, PAUSE",
    })
    void whatAUserAskedForIsNotWeakenedInEitherOrder(Signal one, Signal other, Signal stronger) {
        for (List<Signal> order : List.of(List.of(one, other), List.of(other, one))) {
            Flag flag = new Flag();
            order.forEach(flag::raise);
            assertThat(flag.get()).as("%s", order).isEqualTo(stronger);
        }
    }
}
