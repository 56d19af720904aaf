package io.straightedge.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountTest {
    @ParameterizedTest
    @CsvSource({
        "0, step, 0 steps",
        "1, step, 1 step",
        "2, step, 2 steps",
        "1, entry, 1 entry",
        "2, entry, 2 entries",
        "9999, run, 9 999 runs",
        "1234567, queued run, 1 234 567 queued runs"
    })
    void oneThingIsNotPlural(long number, String noun, String said) {
        assertThat(Count.of(number, noun)).isEqualTo(said);
    }
}
